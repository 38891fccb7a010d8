# f(**d): what the function gets is a dict of its own, in d's order, whatever became of d before.
def f(**k):
    k["new"] = 1
    k.pop("a", None)
    return k


d = {"a": 1, "b": 2, "c": 3}
print(f(**d), d)
del d["b"]
d["e"] = 5
print(f(**d), f(**{}), f(**d, z=1), d)
print(f(x=0, **d), f(**d, **{"q": 2}))
many = {"k%d" % i: i for i in range(300)}
for i in range(0, 300, 2):
    del many["k%d" % i]
got = f(**many)
print(len(got), list(got)[:3], got["k299"], len(many))


class S(str):
    pass


print(f(**{S("s"): 1}))
for bad in {1: 2}, {"a": 1, None: 2}:
    try:
        f(**bad)
    except TypeError as e:
        print(e)
try:
    f(**d, **{"c": 9})
except TypeError as e:
    print(e)

# expect: {'b': 2, 'c': 3, 'new': 1} {'a': 1, 'b': 2, 'c': 3}
# expect: {'c': 3, 'e': 5, 'new': 1} {'new': 1} {'c': 3, 'e': 5, 'z': 1, 'new': 1} {'a': 1, 'c': 3, 'e': 5}
# expect: {'x': 0, 'c': 3, 'e': 5, 'new': 1} {'c': 3, 'e': 5, 'q': 2, 'new': 1}
# expect: 151 ['k1', 'k3', 'k5'] 299 150
# expect: {'s': 1, 'new': 1}
# expect: keywords must be strings
# expect: keywords must be strings
# expect: __main__.f() got multiple values for keyword argument 'c'
