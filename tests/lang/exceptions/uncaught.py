# An uncaught exception: traceback on stderr, status 1, output before it is kept.
print("before")  # expect: before


def f(x):
    return 10 / x


f(0)  # raises: ZeroDivisionError: division by zero
print("never")
