# The messages of augmented assignment name the operator with its `=`.
def error(f):
    try:
        f()
    except TypeError as e:
        print(e)


def plus(a, b):
    a += b


def minus(a, b):
    a -= b


def times(a, b):
    a *= b


def power(a, b):
    a **= b


def shift(a, b):
    a <<= b


def both(a, b):
    a &= b


def matrix(a, b):
    a @= b


error(lambda: plus(1, "a"))  # expect: unsupported operand type(s) for +=: 'int' and 'str'
error(lambda: plus("a", 1))  # expect: can only concatenate str (not "int") to str
error(lambda: plus([], 1))  # expect: 'int' object is not iterable
error(lambda: plus((), []))  # expect: can only concatenate tuple (not "list") to tuple
error(lambda: minus("a", 1))  # expect: unsupported operand type(s) for -=: 'str' and 'int'
error(lambda: times({}, 2))  # expect: unsupported operand type(s) for *=: 'dict' and 'int'
error(lambda: power("a", 2))  # expect: unsupported operand type(s) for **=: 'str' and 'int'
error(lambda: shift(1.0, 2))  # expect: unsupported operand type(s) for <<=: 'float' and 'int'
error(lambda: both([], 2))  # expect: unsupported operand type(s) for &=: 'list' and 'int'
error(lambda: matrix(1, 2))  # expect: unsupported operand type(s) for @=: 'int' and 'int'
