# getattr, setattr, hasattr, delattr, dir, vars.
class A:
    x = 1

    def __init__(self):
        self.y = 2

    @property
    def fails(self):
        raise ValueError("from property")

    @property
    def missing(self):
        raise AttributeError("inside")


a = A()
print(getattr(a, "x"), getattr(a, "z", 5), hasattr(a, "y"), hasattr(a, "missing"), getattr(a, "missing", "default"), hasattr(A, "y"))
# expect: 1 5 True False default False
setattr(a, "z", 9)
setattr(A, "w", 8)
print(a.z, a.w, vars(a), "x" in vars(A), [n for n in dir(a) if not n.startswith("__")], sorted(vars()) == sorted(globals()))
# expect: 9 8 {'y': 2, 'z': 9} True ['fails', 'missing', 'w', 'x', 'y', 'z'] True
delattr(a, "z")


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: getattr(a, "z"))  # expect: AttributeError: 'A' object has no attribute 'z'
error(lambda: hasattr(a, "fails"))  # expect: ValueError: from property
error(lambda: getattr(a, "missing"))  # expect: AttributeError: inside
error(lambda: delattr(a, "nope"))  # expect: AttributeError: 'A' object has no attribute 'nope'
error(lambda: delattr(a, "x"))  # expect: AttributeError: 'A' object has no attribute 'x'
error(lambda: setattr(a, "x"))  # expect: TypeError: setattr expected 3 arguments, got 2
error(lambda: hasattr(a, 5))  # expect: TypeError: attribute name must be string, not 'int'
error(lambda: setattr(len, "x", 1))
# expect: AttributeError: 'builtin_function_or_method' object has no attribute 'x' and no __dict__ for setting new attributes
error(lambda: setattr(a, "fails", 1))
# expect: AttributeError: property 'fails' of 'A' object has no setter
error(lambda: a.__dict__["q"])  # expect: KeyError: 'q'


def f():
    inside = 1
    return dir(), vars()


print(f())  # expect: (['inside'], {'inside': 1})
