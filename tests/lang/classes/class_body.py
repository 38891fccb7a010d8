# The class body is a scope of its own; names mangled; private attributes.
x = "global"


class A:
    print(x)  # expect: global
    x = "class"
    print(x, __name__, __qualname__, "x" in locals())  # expect: class __main__ A True
    for i in range(2):
        pass
    if i:
        y = i * 10

    def get(self):
        return x, A.x, self.x

    __private = 1

    def read(self):
        return self.__private, self.__method()

    def __method(self):
        return "mangled"

    class Inner:
        z = 5
    table = {"get": get}


print(A().get(), A.y, A().read(), A._A__private, A.Inner.z, A.table["get"](A()), A.i)
# expect: ('global', 'class', 'class') 10 (1, 'mangled') 1 5 ('global', 'class', 'class') 1
try:
    A().__private
except AttributeError as e:
    print(e)  # expect: 'A' object has no attribute '__private'


def f():
    class Local:
        def m(self):
            return __class__.__name__
    return Local


print(f()().m(), f().__qualname__, A.Inner.__qualname__, f() is f())
# expect: Local f.<locals>.Local A.Inner False


class B:
    "doc"
    a: int = 1
    b: str

    def f(self): global made; made = 1


print(B.__annotations__, B.__doc__, hasattr(B, "b"))
# expect: {'a': <class 'int'>, 'b': <class 'str'>} doc False
B().f()
print(made)  # expect: 1
class E: x = 1; y = 2
print(E.x + E.y)  # expect: 3
