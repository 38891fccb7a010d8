# Metaclasses and the class statement's steps.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [k for k in ns if not k.startswith("__")])
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        print("call", cls.__name__)
        return super().__call__(*args)

    def __repr__(cls):
        return f"<meta {cls.__name__}>"

    def __len__(cls):
        return 42

    def __contains__(cls, x):
        return x == 1

    @property
    def loud(cls):
        return cls.__name__.upper()


class A(metaclass=Meta, key="v"):
    x = 1

    def f(self): pass
    # expect: prepare A {'key': 'v'}
    # expect: new A ['prepared', 'x', 'f']
    # expect: init A


class B(A):
    pass
    # expect: prepare B {}
    # expect: new B ['prepared']
    # expect: init B


print(A, type(A).__name__, type(B).__name__, len(A), 1 in A, A.loud, B.prepared, isinstance(A, Meta))
# expect: <meta A> Meta Meta 42 True A True True
b = B()  # expect: call B
print(isinstance(b, A), hasattr(b, "loud"))  # expect: True False
T = type("T", (A,), {"y": 5})
# expect: new T ['y']
# expect: init T
print(T, T.y, T.x, T.__module__, type("Plain", (), {})().__class__.__name__)
# expect: <meta T> 5 1 __main__ Plain


class Checks(type):
    def __instancecheck__(cls, obj):
        return obj == "special"

    def __subclasscheck__(cls, sub):
        return sub is int


class K(metaclass=Checks): pass


print(isinstance("special", K), isinstance(5, K), issubclass(int, K), issubclass(str, K))
# expect: True False True False
try:
    class Conflict(A, metaclass=Checks): pass
except TypeError as e:
    print(e)
    # expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
for args in ((), (1, 2), ("a", (), {}, 5), (5, (), {}), ("a", 5, {}), ("a", (), 5)):
    try:
        type(*args)
    except TypeError as e:
        print(e)
        # expect: type() takes 1 or 3 arguments
        # expect: type() takes 1 or 3 arguments
        # expect: type() takes 1 or 3 arguments
        # expect: type.__new__() argument 1 must be str, not int
        # expect: type.__new__() argument 2 must be tuple, not int
        # expect: type.__new__() argument 3 must be dict, not int
