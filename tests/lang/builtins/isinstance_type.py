# type, isinstance, issubclass, callable, id, hash.
class A: pass
class B(A): pass
print(type(1), type("a"), type(None), type([]), type(type), type(A()).__name__, type(len).__name__, type(lambda: 0).__name__, type(A().__init__).__name__)
# expect: <class 'int'> <class 'str'> <class 'NoneType'> <class 'list'> <class 'type'> A builtin_function_or_method function method-wrapper
print(isinstance(True, int), isinstance(B(), A), isinstance(A(), B), isinstance(1, (str, (float, int))), isinstance(1, int | str), issubclass(B, (int, A)), isinstance(None, type(None)))
# expect: True True False True True True True
print(callable(len), callable(A), callable(A()), callable(lambda: 0), callable("a"), type(print) is type(len), type(NotImplemented), NotImplemented, type(...))
# expect: True True False True False True <class 'NotImplementedType'> NotImplemented <class 'ellipsis'>
x = []
print(id(x) == id(x), id([]) != id(x), hash("a") == hash("a"), hash(()) == hash(()), hash(None) == hash(None), hash(1.5) == hash(3 / 2))
# expect: True True True True True True


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: isinstance(1, "int"))
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
error(lambda: issubclass(1, int))  # expect: TypeError: issubclass() arg 1 must be a class
error(lambda: isinstance(1, [int]))
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
error(lambda: type())  # expect: TypeError: type() takes 1 or 3 arguments
error(lambda: type(1, 2))  # expect: TypeError: type() takes 1 or 3 arguments
error(lambda: callable())  # expect: TypeError: callable() takes exactly one argument (0 given)
error(lambda: bool(NotImplemented) if False else None)
error(lambda: id())  # expect: TypeError: id() takes exactly one argument (0 given)
error(lambda: hash({}))  # expect: TypeError: unhashable type: 'dict'
error(lambda: hash(slice))
