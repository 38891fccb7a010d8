# yield from passes values, exceptions and results both ways.
def inner():
    try:
        while True:
            x = yield "inner"
            print("inner got", x)
            if x == "stop":
                return "inner result"
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
        return "after error"
    finally:
        print("inner finally")


def outer():
    result = yield from inner()
    print("result", result)
    yield "outer"


g = outer()
print(next(g))  # expect: inner
print(g.send("a"))
# expect: inner got a
# expect: inner
print(g.send("stop"))
# expect: inner got stop
# expect: inner finally
# expect: result inner result
# expect: outer
h = outer()
next(h)
print(h.throw(ValueError("v")))
# expect: inner caught v
# expect: recovered
print(next(h))
# expect: inner finally
# expect: result after error
# expect: outer
k = outer()
next(k)
k.close()  # expect: inner finally


def flat(x):
    if isinstance(x, list):
        for y in x:
            yield from flat(y)
    else:
        yield x


print(list(flat([1, [2, [3, [4]], 5]])))  # expect: [1, 2, 3, 4, 5]


def sources():
    yield from "ab"
    yield from [1, 2]
    yield from range(2)
    r = yield from ()
    yield r


print(list(sources()))  # expect: ['a', 'b', 1, 2, 0, 1, None]
try:
    next((lambda: (yield from 5))())
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable


class Custom:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("custom value")


def custom():
    r = yield from Custom()
    yield r


print(list(custom()))  # expect: ['custom value']


def no_send():
    yield from iter([1, 2])


n = no_send()
next(n)
try:
    n.send(5)
except AttributeError as e:
    print(e)  # expect: 'list_iterator' object has no attribute 'send'
