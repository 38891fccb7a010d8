# A plain integer loop.
# small: 100
# kind: integer loops
import sys


def run(n):
    total = 0
    i = 0
    while i < n:
        total += i & 7
        if total > 1000000:
            total -= 1000000
        i += 1
    return total


RESULTS = {100: 342, 12000000: 1000000}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 12000000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("loop: wrong result: %r" % (result,))
