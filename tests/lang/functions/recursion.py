# Recursion, deep and mutual, and its limit.
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(fact(30), even(400), odd(7))  # expect: 265252859812191058636308480000000 True True


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))  # expect: 900


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as e:
    print(type(e).__name__, e)  # expect: RecursionError maximum recursion depth exceeded
import sys

print(sys.getrecursionlimit())  # expect: 1000
sys.setrecursionlimit(5000)
print(depth(4000))  # expect: 4000
try:
    depth(10000)
except RecursionError:
    print("caught")  # expect: caught


class Loop:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name)


sys.setrecursionlimit(1000)
for f in (lambda: repr(Loop()), lambda: Loop() == 1, lambda: Loop().x):
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__)
        # expect: RecursionError
        # expect: RecursionError
        # expect: RecursionError
