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
print(next(x))  # expect: ready
print(x.throw(ValueError("one")))  # expect: caught one
print(next(x))
# expect: finally
# expect: ready
try:
    x.throw(KeyError("gone"))
except KeyError as e:
    print("out", e)
    # expect: finally
    # expect: out 'gone'
try:
    next(x)
except StopIteration:
    print("finished")  # expect: finished
y = g()
try:
    y.throw(RuntimeError("not started"))
except RuntimeError as e:
    print(e)  # expect: not started
print(list(y))  # expect: []
z = g()
next(z)
print(z.throw(ValueError))  # expect: caught
z.close()  # expect: finally


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
    print(e.value)  # expect: returned
try:
    h().throw(5)
except TypeError as e:
    print(e)  # expect: exceptions must be classes or instances deriving from BaseException, not int


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
    print(repr(e), repr(e.__context__))  # expect: KeyError('new') ValueError('old')
