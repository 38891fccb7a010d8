# __context__ is set by whatever is being handled.
def handle():
    try:
        1 / 0
    except ZeroDivisionError:
        return inner()


def inner():
    try:
        {}["x"]
    except KeyError as e:
        return repr(e.__context__)


print(handle())  # expect: ZeroDivisionError('division by zero')
try:
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise TypeError(2)
        except TypeError:
            raise KeyError(3)
except KeyError as e:
    print(repr(e), repr(e.__context__), repr(e.__context__.__context__), e.__context__.__context__.__context__)
    # expect: KeyError(3) TypeError(2) ValueError(1) None
import sys

try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is e, sys.exception() is e)
    # expect: ZeroDivisionError True True
print(sys.exc_info(), sys.exception())  # expect: (None, None, None) None
a = ValueError("a")
try:
    try:
        raise a
    except ValueError:
        raise a
except ValueError as e:
    print(e is a, e.__context__)  # expect: True None


class Exit:
    def __enter__(self): return self

    def __exit__(self, *a):
        try:
            raise TypeError("in exit")
        except TypeError as e:
            print(repr(e.__context__))


try:
    with Exit():
        raise ValueError("body")
except ValueError as e:
    print(repr(e.__context__))
    # expect: ValueError('body')
    # expect: None
