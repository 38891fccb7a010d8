# * and ** in displays and calls.
a, d = [1, 2], {"x": 1}
print([*a, *a], (*a, 3), {*a, *"ab"} == {1, 2, "a", "b"}, {**d, "y": 2, **{"x": 9}}, [*()], [*d], *a, sep=",")
# expect: [1, 2, 1, 2],(1, 2, 3),True,{'x': 9, 'y': 2},[],['x'],1,2
print(*a, *[3], *"x", sep="-", **{"end": "!\n"})  # expect: 1-2-3-x!
def f(*args, **kwargs): return args, kwargs
print(f(*a, 5, *a, **d, z=1), f(*iter(a)), f(*{}), f(**{}), f(*range(3), **dict(k=1)))
# expect: ((1, 2, 5, 1, 2), {'x': 1, 'z': 1}) ((1, 2), {}) ((), {}) ((), {}) ((0, 1, 2), {'k': 1})
t = *a, 9
print(t, [*a][0], [x for x in [*a, *a]])  # expect: (1, 2, 9) 1 [1, 2, 1, 2]
for x in *a, 7:
    print(x)
    # expect: 1
    # expect: 2
    # expect: 7
def g(): return *a, 1
print(g(), (lambda: (*a,))(), [*(lambda: a)()])  # expect: (1, 2, 1) (1, 2) [1, 2]
def h(): yield *a, 1
print(list(h()))  # expect: [(1, 2, 1)]
print({**{}, "a": 1} | {**d}, len([*range(1000)]), [*[*[*[1]]]])  # expect: {'a': 1, 'x': 1} 1000 [1]
