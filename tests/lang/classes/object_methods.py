# What every object has.
o = object()
print(o == o, o != object(), o.__eq__(5), o.__class__, o.__hash__() == hash(o), o.__ne__(o), o.__str__() == repr(o), o.__doc__ is not None)
# expect: True True NotImplemented <class 'object'> True False True True
class C: pass
c = C()
print(c.__init__(), C.__module__, c.__dir__().__class__.__name__, "__init__" in dir(c), C.__dict__["__module__"], c.__sizeof__() > 0)
# expect: None __main__ list True __main__ True
c.__class__ = type("D", (), {})
print(type(c).__name__, isinstance(c, C))  # expect: D False
try:
    c.__class__ = int
except TypeError as e:
    print(e)
    # expect: __class__ assignment only supported for mutable types or ModuleType subclasses
try:
    o.x = 1
except AttributeError as e:
    print(e)
    # expect: 'object' object has no attribute 'x' and no __dict__ for setting new attributes
C.__eq__ = lambda self, other: "patched"
print(C() == 1, id(c) == id(c), id(c) != id(o), c is c, type(type) is type, isinstance(object, type), object.__bases__, type.__mro__)
# expect: patched True True True True True () (<class 'type'>, <class 'object'>)
