# The message of every mistake in a call.
def error(f):
    try:
        f()
    except TypeError as e:
        print(e)


def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def keyword(*, k): pass
def keywords(a, *, k, l): pass
def positional(a, b, /): pass
def mixed(a, /, b, *, c=1): pass
def star(*args): pass
def after_star(a, *args, k): pass


error(lambda: none(1))  # expect: none() takes 0 positional arguments but 1 was given
error(lambda: none(1, 2))  # expect: none() takes 0 positional arguments but 2 were given
error(lambda: none(x=1))  # expect: none() got an unexpected keyword argument 'x'
error(lambda: one())  # expect: one() missing 1 required positional argument: 'a'
error(lambda: one(1, 2))  # expect: one() takes 1 positional argument but 2 were given
error(lambda: one(1, a=2))  # expect: one() got multiple values for argument 'a'
error(lambda: one(b=1))  # expect: one() got an unexpected keyword argument 'b'
error(lambda: one(1, b=2))  # expect: one() got an unexpected keyword argument 'b'
error(lambda: two())  # expect: two() missing 2 required positional arguments: 'a' and 'b'
error(lambda: two(1))  # expect: two() missing 1 required positional argument: 'b'
error(lambda: two(b=1))  # expect: two() missing 1 required positional argument: 'a'
error(lambda: two(1, 2, 3))  # expect: two() takes 2 positional arguments but 3 were given
error(lambda: three())  # expect: three() missing 3 required positional arguments: 'a', 'b', and 'c'
error(lambda: three(1))  # expect: three() missing 2 required positional arguments: 'b' and 'c'
error(lambda: three(1, 2, 3, 4, 5))  # expect: three() takes 3 positional arguments but 5 were given
error(lambda: default())  # expect: default() missing 1 required positional argument: 'a'
error(lambda: default(1, 2, 3))
# expect: default() takes from 1 to 2 positional arguments but 3 were given
error(lambda: default(1, 2, b=3))  # expect: default() got multiple values for argument 'b'
error(lambda: keyword())  # expect: keyword() missing 1 required keyword-only argument: 'k'
error(lambda: keyword(1))  # expect: keyword() takes 0 positional arguments but 1 was given
error(lambda: keyword(1, k=2))
# expect: keyword() takes 0 positional arguments but 1 positional argument (and 1 keyword-only argument) were given
error(lambda: keywords(1))
# expect: keywords() missing 2 required keyword-only arguments: 'k' and 'l'
error(lambda: keywords(1, k=2))  # expect: keywords() missing 1 required keyword-only argument: 'l'
error(lambda: keywords(1, 2, k=1, l=2))
# expect: keywords() takes 1 positional argument but 2 positional arguments (and 2 keyword-only arguments) were given
error(lambda: positional(1, b=2))
# expect: positional() got some positional-only arguments passed as keyword arguments: 'b'
error(lambda: positional(a=1, b=2))
# expect: positional() got some positional-only arguments passed as keyword arguments: 'a, b'
error(lambda: positional(1))  # expect: positional() missing 1 required positional argument: 'b'
error(lambda: mixed(1))  # expect: mixed() missing 1 required positional argument: 'b'
error(lambda: mixed(1, 2, 3))  # expect: mixed() takes 2 positional arguments but 3 were given
error(lambda: mixed(a=1, b=2))
# expect: mixed() got some positional-only arguments passed as keyword arguments: 'a'
error(lambda: mixed(1, 2, d=5))  # expect: mixed() got an unexpected keyword argument 'd'
error(lambda: star(x=1))  # expect: star() got an unexpected keyword argument 'x'
error(lambda: after_star())  # expect: after_star() missing 1 required positional argument: 'a'
error(lambda: after_star(1))  # expect: after_star() missing 1 required keyword-only argument: 'k'
error(lambda: after_star(1, 2))  # expect: after_star() missing 1 required keyword-only argument: 'k'
error(lambda: one(**{"a": 1, "b": 2}))  # expect: one() got an unexpected keyword argument 'b'
error(lambda: one(*[1, 2]))  # expect: one() takes 1 positional argument but 2 were given
error(lambda: one(**{"a": 1}, **{"a": 2}))
# expect: __main__.one() got multiple values for keyword argument 'a'
error(lambda: one(a=1, **{"a": 2}))
# expect: __main__.one() got multiple values for keyword argument 'a'
error(lambda: one(*5))  # expect: __main__.one() argument after * must be an iterable, not int
error(lambda: one(**5))  # expect: __main__.one() argument after ** must be a mapping, not int
error(lambda: one(**{1: 2}))  # expect: keywords must be strings
error(lambda: one(*[1], *None))  # expect: Value after * must be an iterable, not NoneType
error(lambda: one(colour=1))  # expect: one() got an unexpected keyword argument 'colour'


class C:
    def method(self, a): pass

    @classmethod
    def make(cls, a): pass

    @staticmethod
    def helper(a): pass


c = C()
error(lambda: c.method())  # expect: C.method() missing 1 required positional argument: 'a'
error(lambda: c.method(1, 2))  # expect: C.method() takes 2 positional arguments but 3 were given
error(lambda: c.method(b=1))  # expect: C.method() got an unexpected keyword argument 'b'
error(lambda: C.method())
# expect: C.method() missing 2 required positional arguments: 'self' and 'a'
error(lambda: C.make())  # expect: C.make() missing 1 required positional argument: 'a'
error(lambda: C.make(1, 2))  # expect: C.make() takes 2 positional arguments but 3 were given
error(lambda: C.helper())  # expect: C.helper() missing 1 required positional argument: 'a'
error(lambda: C(1))  # expect: C() takes no arguments
error(lambda: C(x=1))  # expect: C() takes no arguments
error(lambda: (lambda a: a)())
# expect: <lambda>.<locals>.<lambda>() missing 1 required positional argument: 'a'
error(lambda: len())  # expect: len() takes exactly one argument (0 given)
error(lambda: len(1, 2))  # expect: len() takes exactly one argument (2 given)
error(lambda: len(x=1))  # expect: len() takes no keyword arguments
error(lambda: [].append(x=1))  # expect: list.append() takes no keyword arguments
error(lambda: "".join())  # expect: str.join() takes exactly one argument (0 given)
error(lambda: isinstance(1))  # expect: isinstance expected 2 arguments, got 1
error(lambda: print(nonsense=1))  # expect: print() got an unexpected keyword argument 'nonsense'
error(lambda: sorted([], nonsense=1))  # expect: sort() got an unexpected keyword argument 'nonsense'
error(lambda: int("1", bas=5))
# expect: int() got an unexpected keyword argument 'bas'. Did you mean 'base'?
error(lambda: int(1, 2, 3))  # expect: int expected at most 2 arguments, got 3
error(lambda: getattr(1))  # expect: getattr expected at least 2 arguments, got 1
error(lambda: max())  # expect: max expected at least 1 argument, got 0
error(lambda: max(1))  # expect: 'int' object is not iterable
error(lambda: max([1], nonsense=2))  # expect: max() got an unexpected keyword argument 'nonsense'


class Init:
    def __init__(self, a): pass


error(lambda: Init())  # expect: Init.__init__() missing 1 required positional argument: 'a'
error(lambda: Init(1, 2))  # expect: Init.__init__() takes 2 positional arguments but 3 were given
error(lambda: object(1))  # expect: object() takes no arguments
