# Exceptions: raised, caught some calls away, re-raised, finally and with.
# small: 100
# kind: exceptions
import sys


class Odd(Exception):
    def __init__(self, number):
        Exception.__init__(self, number)
        self.number = number


class Guard:
    def __init__(self):
        self.entered = self.failed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None:
            self.failed += 1
        return False


def check(i):
    if i % 2:
        raise Odd(i)
    return i


def through(i, guard):
    with guard:
        return check(i)


def run(n):
    guard = Guard()
    total = last = 0
    table = {}
    for i in range(n):
        try:
            total += through(i, guard)
        except Odd as error:
            total -= error.number
        finally:
            last = i
        try:
            table[i % 100] += 1
        except KeyError:
            table[i % 100] = 1
        try:
            int("12x" if i % 5 == 0 else "12")
        except (TypeError, ValueError):
            total += 1
    return total, last, guard.entered, guard.failed, len(table)


RESULTS = {100: (-30, 99, 100, 50, 100), 500000: (-150000, 499999, 500000, 250000, 100)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 500000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("exceptions: wrong result: %r" % (result,))
