# Recursive calls: the Fibonacci numbers in the slowest way.
# small: 15
# kind: recursive calls
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


RESULTS = {15: 610, 34: 5702887}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 34
result = fib(n)
if RESULTS.get(n, result) != result:
    sys.exit("fib: wrong result: %r" % (result,))
