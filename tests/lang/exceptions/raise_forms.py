# raise: class, instance, from, re-raise.
def error(f):
    try:
        f()
    except BaseException as e:
        print(repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)


def r1(): raise ValueError
def r2(): raise ValueError("text", 5)
def r3(): raise ValueError from KeyError("k")


def r4():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("new") from e


def r5():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("new")


def r6():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("new") from None


def r7():
    try:
        1 / 0
    except ZeroDivisionError:
        raise


def r8(): raise
def r9(): raise 5
def r10(): raise ValueError from 5
def r11(): raise int
def r12(): raise ValueError(1) from ValueError


def r13():
    try:
        raise ValueError
    except (ValueError, 5):
        print("matched first")
    try:
        raise ValueError
    except 5:
        pass


class Needs(Exception):
    def __init__(self, a): pass


def r14(): raise Needs


for f in (r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14):
    error(f)
    # expect: ValueError() cause None context None False
    # expect: ValueError('text', 5) cause None context None False
    # expect: ValueError() cause KeyError('k') context None True
    # expect: ValueError('new') cause ZeroDivisionError('division by zero') context ZeroDivisionError('division by zero') True
    # expect: ValueError('new') cause None context ZeroDivisionError('division by zero') False
    # expect: ValueError('new') cause None context ZeroDivisionError('division by zero') True
    # expect: ZeroDivisionError('division by zero') cause None context None False
    # expect: RuntimeError('No active exception to reraise') cause None context None False
    # expect: TypeError('exceptions must derive from BaseException') cause None context None False
    # expect: TypeError('exception causes must derive from BaseException') cause None context None False
    # expect: TypeError('exceptions must derive from BaseException') cause None context None False
    # expect: ValueError(1) cause ValueError() context None True
    # expect: TypeError('catching classes that do not inherit from BaseException is not allowed') cause None context ValueError() False
    # expect: TypeError("Needs.__init__() missing 1 required positional argument: 'a'") cause None context None False
