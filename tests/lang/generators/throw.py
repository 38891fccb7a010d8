# throw(): an exception at the yield.
def g():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield f"caught {e}"
        finally:
            print("finally")


x = g()
print(next(x))
print(x.throw(ValueError("one")))
print(next(x))
try:
    x.throw(KeyError("gone"))
except KeyError as e:
    print("out", e)
try:
    next(x)
except StopIteration:
    print("finished")
y = g()
try:
    y.throw(RuntimeError("not started"))
except RuntimeError as e:
    print(e)
print(list(y))
z = g()
next(z)
print(z.throw(ValueError))


def h():
    try:
        yield 1
    except KeyError:
        return "returned"


k = h()
next(k)
try:
    k.throw(KeyError)
except StopIteration as e:
    print(e.value)
try:
    h().throw(5)
except TypeError as e:
    print(e)


def chained():
    try:
        yield
    except ValueError:
        raise KeyError("new")


c = chained()
next(c)
try:
    c.throw(ValueError("old"))
except KeyError as e:
    print(repr(e), repr(e.__context__))
