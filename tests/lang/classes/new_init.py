# __new__, __init__, __call__, __del__-free object life.
class Single:
    _one = None

    def __new__(cls, *args):
        print("new", args)
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    def __init__(self, *args):
        print("init", args)


print(Single(1) is Single(2))
# expect: new (1,)
# expect: init (1,)
# expect: new (2,)
# expect: init (2,)
# expect: True


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())  # expect: 5


class BadInit:
    def __init__(self):
        return 1


class Call:
    def __call__(self, *a, **k):
        return a, k


print(Call()(1, x=2), callable(Call()), callable(object()))  # expect: ((1,), {'x': 2}) True False


def error(f):
    try:
        f()
    except TypeError as e:
        print(e)


error(lambda: BadInit())  # expect: __init__() should return None, not 'int'
error(lambda: object.__new__())  # expect: object.__new__(): not enough arguments
error(lambda: object.__new__(5))  # expect: object.__new__(X): X is not a type object (int)
error(lambda: object.__new__(int))  # expect: object.__new__(int) is not safe, use int.__new__()
error(lambda: int.__new__(str))  # expect: int.__new__(str): str is not a subtype of int


class NoArgs: pass


error(lambda: NoArgs(1))  # expect: NoArgs() takes no arguments
error(lambda: NoArgs.__init__(NoArgs(), 1))
# expect: NoArgs.__init__() takes exactly one argument (the instance to initialize)


class Imm(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


print(Imm(1, 2), Imm(1, 2).first, len(Imm(3, 4)), Imm(1, 2) == (1, 2))  # expect: (1, 2) 1 2 True
