# An exception group.
def f():
    raise ValueError("one")


try:
    f()
except ValueError as e:
    one = e
raise ExceptionGroup("several", [one, TypeError("two"), ExceptionGroup("nested", [OSError("three")])])
