# Every way of passing arguments.
def f(a, b=2, *args, c, d=4, **kwargs):
    print(a, b, args, c, d, kwargs)


f(1, c=3)  # expect: 1 2 () 3 4 {}
f(1, 20, c=3)  # expect: 1 20 () 3 4 {}
f(1, 20, 30, 40, c=3, d=50, e=60)  # expect: 1 20 (30, 40) 3 50 {'e': 60}
f(a=1, c=3, b=5)  # expect: 1 5 () 3 4 {}
f(*[1, 2, 3], **{"c": 4, "z": 5})  # expect: 1 2 (3,) 4 4 {'z': 5}
f(*"ab", *"cd", c=1, **{"x": 1}, **{"y": 2})  # expect: a b ('c', 'd') 1 4 {'x': 1, 'y': 2}
f(1, *[2], 3, c=4, *[5])  # expect: 1 2 (3, 5) 4 4 {}


def positional(a, b=2, /, c=3, *, d=4):
    print(a, b, c, d)


positional(1)  # expect: 1 2 3 4
positional(1, 5, c=6, d=7)  # expect: 1 5 6 7


def names(a, /, **kwargs):
    print(a, kwargs)


names(1, a=2)  # expect: 1 {'a': 2}


def only(*, key):
    print(key)


only(key=1)  # expect: 1
print((lambda *a, **k: (a, k))(1, 2, x=3), (lambda a, b=5: a + b)(1))  # expect: ((1, 2), {'x': 3}) 6


def default(a, seen=[]):
    seen.append(a)
    return seen


print(default(1), default(2), default.__defaults__, f.__kwdefaults__)
# expect: [1, 2] [1, 2] ([1, 2],) {'d': 4}
