# classmethod and staticmethod.
class A:
    n = 1

    @classmethod
    def make(cls, *args):
        return cls.__name__, cls.n, args

    @staticmethod
    def add(a, b):
        return a + b

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class B(A):
    n = 2


print(A.make(1), B.make(), B().make(2), A.add(1, 2), B().add("a", "b"), A[int], B["x"])
# expect: ('A', 1, (1,)) ('B', 2, ()) ('B', 2, (2,)) 3 ab A[<class 'int'>] B[x]
print(A.make.__self__.__name__, A.make.__func__.__name__, A.__dict__["add"].__func__(3, 4), type(A.__dict__["make"]).__name__, type(A.__dict__["add"]).__name__)
# expect: A make 7 classmethod staticmethod
f = staticmethod(lambda x: x * 2)
print(f(4), callable(f), A.add.__name__)  # expect: 8 True add
class C:
    reg = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        C.reg.append((cls.__name__, tag))


class D(C): pass
class E(D, tag="t"): pass


print(C.reg)  # expect: [('D', None), ('E', 't')]
try:
    class F(A, tag=1): pass
except TypeError as e:
    print(e)  # expect: F.__init_subclass__() takes no keyword arguments
