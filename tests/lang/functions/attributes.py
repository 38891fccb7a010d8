# What a function object tells about itself.
def f(a: int, b: "text" = 2, *args, c=3, **kw) -> float:
    "doc"
    x = 1
    return x


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
# expect: f f doc __main__ (2,) {'c': 3} {'a': <class 'int'>, 'b': 'text', 'return': <class 'float'>}
code = f.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_firstlineno, code.co_flags & 12)
# expect: f 2 1 0 ('a', 'b', 'c', 'args', 'kw', 'x') 2 12
f.note = [1]
f.__name__ = "renamed"
print(f.note, f.__name__, f.__dict__, callable(f), callable(5), f.__globals__ is globals(), f.__closure__)
# expect: [1] renamed {'note': [1]} True False True None
f.__defaults__ = (9,)
f.__doc__ = None
print(f.__doc__, f.__defaults__)  # expect: None (9,)


class C:
    def m(self): pass

    class D:
        def n(self): pass


def outer():
    def inner(): pass
    return inner


print(C.m.__qualname__, C.D.n.__qualname__, outer().__qualname__, (lambda: 0).__qualname__, C.D.__qualname__, [g for g in [lambda: 1]][0].__qualname__)
# expect: C.m C.D.n outer.<locals>.inner <lambda> C.D <lambda>
print(C().m.__func__ is C.m, C().m.__self__.__class__.__name__, C().m.__name__, len.__name__, [].append.__name__, str.upper.__qualname__)
# expect: True C m len append str.upper
try:
    f.__name__ = 5
except TypeError as e:
    print(e)  # expect: __name__ must be set to a string object
try:
    f.missing
except AttributeError as e:
    print(e)  # expect: 'function' object has no attribute 'missing'
