# global, nonlocal, and names that are looked up late.
x = "global"


def read():
    return x


def write():
    x = "local"
    return x


def change():
    global x, new
    x = "changed"
    new = 1


print(read(), write(), read())  # expect: global local global
change()
print(x, new)  # expect: changed 1


def outer():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    inc()
    inc()
    return n


print(outer())  # expect: 2


def unbound():
    print(x)
    x = 1


def deleted():
    y = 1
    del y
    return y


def free():
    def inner():
        return late
    inner()
    late = 1


def loop():
    for i in []:
        pass
    return i


for f in (unbound, deleted, free, loop, lambda: undefined_name):
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
        # expect: UnboundLocalError cannot access local variable 'x' where it is not associated with a value
        # expect: UnboundLocalError cannot access local variable 'y' where it is not associated with a value
        # expect: NameError cannot access free variable 'late' where it is not associated with a value in enclosing scope
        # expect: UnboundLocalError cannot access local variable 'i' where it is not associated with a value
        # expect: NameError name 'undefined_name' is not defined
len = 5
print(len)  # expect: 5
del len
print(len("abc"))  # expect: 3


def shadow():
    print = lambda *a: "shadowed"
    return print(1)


print(shadow(), globals()["x"], "x" in globals(), sorted(locals().keys() & {"x", "read"}))
# expect: shadowed changed True ['read', 'x']


def local_names(a, b=2):
    c = 3
    return sorted(locals().items())


print(local_names(1))  # expect: [('a', 1), ('b', 2), ('c', 3)]
