# Multiple inheritance: the C3 order.
class O: pass
class A(O): pass
class B(O): pass
class C(A, B): pass
class D(B): pass
class E(C, D): pass


print([k.__name__ for k in C.__mro__], [k.__name__ for k in E.__mro__], [k.__name__ for k in E.mro()])
# expect: ['C', 'A', 'B', 'O', 'object'] ['E', 'C', 'A', 'D', 'B', 'O', 'object'] ['E', 'C', 'A', 'D', 'B', 'O', 'object']


class Base:
    def f(self):
        return ["Base"]


class Left(Base):
    def f(self):
        return ["Left"] + super().f()


class Right(Base):
    def f(self):
        return ["Right"] + super().f()


class Both(Left, Right):
    def f(self):
        return ["Both"] + super().f()


print(Both().f(), Left().f())  # expect: ['Both', 'Left', 'Right', 'Base'] ['Left', 'Base']
for bases in ((A, C), (O, A), (int, str), (A, A), (bool,), (type(None),), (type(lambda: 0),), (5,)):
    try:
        type("New", bases, {})
        print("made")
    except TypeError as e:
        print(e)
        # expect: Cannot create a consistent method resolution order (MRO) for bases A, C
        # expect: Cannot create a consistent method resolution order (MRO) for bases O, A
        # expect: multiple bases have instance lay-out conflict
        # expect: duplicate base class A
        # expect: type 'bool' is not an acceptable base type
        # expect: type 'NoneType' is not an acceptable base type
        # expect: type 'function' is not an acceptable base type
        # expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
