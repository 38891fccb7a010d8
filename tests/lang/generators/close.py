# close(): GeneratorExit at the yield.
def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("finally")


x = g()
next(x)
print(x.close(), list(x))
# expect: exit
# expect: finally
# expect: None []
g().close()
y = g()
list(y)  # expect: finally
y.close()


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            print("no")
            break
    yield "still here"


z = stubborn()
next(z)
try:
    z.close()
except RuntimeError as e:
    print(e)
    # expect: no
    # expect: generator ignored GeneratorExit


def returns():
    try:
        yield
    except GeneratorExit:
        return "value"


r = returns()
next(r)
print(r.close())  # expect: value


def fails():
    try:
        yield
    finally:
        1 / 0


f = fails()
next(f)
try:
    f.close()
except ZeroDivisionError as e:
    print(e)  # expect: division by zero
