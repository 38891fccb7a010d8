# Did you mean ...
counter = 5


def f():
    total = 0
    return totl


try:
    f()
except NameError as e:
    import sys
    sys.excepthook(NameError, e, None)
try:
    countr
except NameError as e:
    sys.excepthook(NameError, e, None)
try:
    pint("x")
except NameError as e:
    sys.excepthook(NameError, e, None)
try:
    "abc".uper()
except AttributeError as e:
    sys.excepthook(AttributeError, e, None)


class C:
    def __init__(self):
        self.blech = 1

    def m(self):
        return blech


try:
    C().bluch
except AttributeError as e:
    sys.excepthook(AttributeError, e, None)
try:
    C().m()
except NameError as e:
    sys.excepthook(NameError, e, None)
try:
    from sys import pth
except ImportError as e:
    sys.excepthook(ImportError, e, None)
try:
    time.sleep(1)
except NameError as e:
    sys.excepthook(NameError, e, None)
