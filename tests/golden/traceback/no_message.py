# Messages: none, empty, several arguments, multi-line, not ASCII.
import sys


class Custom(Exception):
    pass


class Bad(Exception):
    def __str__(self):
        raise TypeError("str fails")


class Outer:
    class Inner(Exception):
        pass


for e in (ValueError(), ValueError(""), ValueError("a", 1), ValueError("two\nlines"), KeyError("k"), Custom("c"), Outer.Inner("i"), Bad(),
          OSError(2, "No such file", "f"), StopIteration(5), SystemError("é日"), KeyboardInterrupt()):
    try:
        raise e
    except BaseException as x:
        sys.excepthook(type(x), x, None)
