# Where a call's result goes when the callee's frame is more than a plain one: somebody holds the
# frame, it begins a new part of the stack, or the call had keywords.
import sys


def seen(a, b=2):
    frame = sys._getframe()
    return frame.f_code.co_name, a, b


class C:
    def __init__(self, v):
        self.frame = sys._getframe()
        self.v = v

    def __add__(self, other):
        sys._getframe()
        return C(self.v + other.v)

    def __getitem__(self, i):
        sys._getframe()
        return i + self.v

    def __lt__(self, other):
        sys._getframe()
        return self.v < other.v

    def m(self, x):
        sys._getframe()
        return x * 2


def use():
    r = [seen(1), seen(1, 3), seen(1, b=4), seen(*[5]), seen(**{"a": 6})]
    a, b = C(1), C(2)
    r += [(a + b).v, a[10], a < b, b < a, a.m(4), a.m(x=5)]
    if a < b:
        r.append("less")
    return r


print(use())  # expect: [('seen', 1, 2), ('seen', 1, 3), ('seen', 1, 4), ('seen', 5, 2), ('seen', 6, 2), 3, 11, True, False, 8, 10, 'less']


# every depth, so that each kind of call is the one that needs a new part of the stack
def down(n, how):
    if n == 0:
        return 0
    sys._getframe() if n % 50 == 0 else None
    if how == 0:
        return 1 + down(n - 1, how)
    if how == 1:
        return 1 + down(n - 1, how=how)
    if how == 2:
        return 1 + down(*(n - 1, how))
    if how == 3:
        return D(n - 1)[how]
    if how == 4:
        return D(n - 1) + how
    return 1 + next(gen(n - 1, how))


class D:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, how):
        return 1 + down(self.n, how)

    def __add__(self, how):
        return 1 + down(self.n, how)


def gen(n, how):
    yield down(n, how)


print([[down(n, how) for n in range(0, 300, 7)] == list(range(0, 300, 7)) for how in range(6)])
# expect: [True, True, True, True, True, True]
