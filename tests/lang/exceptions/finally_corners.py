# finally with return, break, continue and new exceptions.
def a():
    while True:
        try:
            return 1
        finally:
            break
    return 2


def b():
    for i in range(3):
        try:
            1 / 0
        finally:
            if i < 2:
                continue
            return i


def c():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def d():
    try:
        try:
            raise ValueError("v")
        finally:
            1 / 0
    except ZeroDivisionError as e:
        return repr(e), repr(e.__context__)


def e():
    x = []
    try:
        x.append(1)
        return x
    finally:
        x.append(2)


def f():
    try:
        try:
            return "inner"
        finally:
            print("first")
    finally:
        print("second")


def g():
    try:
        yield 1
    finally:
        yield 2


def h(n):
    try:
        if n == 0:
            return "zero"
        if n == 1:
            raise ValueError
        return "rest"
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("finally", n)


print(a(), b(), d(), e(), f(), list(g()), h(0), h(1), h(2))
# expect: first
# expect: second
# expect: finally 0
# expect: finally 1
# expect: finally 2
# expect: 2 2 ("ZeroDivisionError('division by zero')", "ValueError('v')") [1, 2] inner [1, 2] zero except rest
try:
    c()
except KeyError as x:
    print(repr(x), repr(x.__context__), x.__cause__)
    # expect: KeyError('second') ValueError('first') None
