# Inheritance and super().
class A:
    def __init__(self):
        print("A init")
        self.items = ["A"]

    def who(self):
        return "A"

    def call(self):
        return self.who()


class B(A):
    def __init__(self, extra):
        super().__init__()
        print("B init")
        self.items.append(extra)

    def who(self):
        return "B" + super().who()


class C(B):
    def who(self):
        return "C" + super(C, self).who()

    @classmethod
    def make(cls):
        return cls("made")

    @staticmethod
    def helper():
        return "static"


c = C("x")
# expect: A init
# expect: B init
print(c.items, c.call(), C.make().items, C.helper(), c.helper(), B.who(c), super(B, c).who(), A.call(c))
# expect: A init
# expect: B init
# expect: ['A', 'x'] CBA ['A', 'made'] static static BA A CBA
print(issubclass(C, A), issubclass(A, C), isinstance(c, (A,)), C.__mro__, C.__base__.__name__, A.__subclasses__())
# expect: True False True (<class '__main__.C'>, <class '__main__.B'>, <class '__main__.A'>, <class 'object'>) B [<class '__main__.B'>]


class D(C):
    who = lambda self: "D" + super(D, self).who()


print(D("d").who())
# expect: A init
# expect: B init
# expect: DCBA


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


class Wrong:
    def f(self):
        return super().nope()

    def g():
        return super()


error(lambda: Wrong().f())  # expect: AttributeError: 'super' object has no attribute 'nope'
error(lambda: Wrong.g())  # expect: RuntimeError: super(): no arguments
error(lambda: super().x)  # expect: RuntimeError: super(): no arguments
error(lambda: super(C, 5))
# expect: TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (C).
error(lambda: super(5, C))  # expect: TypeError: super() argument 1 must be a type, not int
print(super(C, c).__thisclass__.__name__, super(C, c).__self__ is c)  # expect: C True
