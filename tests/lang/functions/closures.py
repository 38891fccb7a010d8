# Closures keep variables, not values.
def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return inc, get


inc, get = counter()
inc()
inc(10)
print(get(), counter()[1]())  # expect: 11 0
fs = [lambda: i for i in range(3)]
print([f() for f in fs])  # expect: [2, 2, 2]
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])  # expect: [0, 1, 2]


def adders():
    out = []
    for n in range(3):
        def add(x):
            return x + n
        out.append(add)
    n = 100
    return out


print([f(1) for f in adders()])  # expect: [101, 101, 101]


def deep(a):
    def b():
        def c():
            def d():
                return a
            return d
        return c
    return b


print(deep(5)()()())  # expect: 5


def argument_cell(x, *args, **kwargs):
    def show():
        return x, args, kwargs
    x += 1
    return show


print(argument_cell(1, 2, k=3)())  # expect: (2, (2,), {'k': 3})
print(inc.__closure__[0].cell_contents, inc.__code__.co_freevars, counter.__code__.co_cellvars, get.__closure__[0] == inc.__closure__[0])
# expect: 11 ('n',) ('n',) True


def in_class():
    v = "outer"

    class C:
        v = "class"
        seen = v

        def method(self):
            return v

    return C.seen, C().method()


print(in_class())  # expect: ('class', 'outer')
