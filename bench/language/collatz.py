# Division and remainder: the longest Collatz chain that starts below n.
# small: 100
# kind: integer loops
import sys


def longest(n):
    best = at = 0
    for start in range(1, n):
        k = start
        length = 1
        while k != 1:
            if k % 2 == 0:
                k //= 2
            else:
                k = 3 * k + 1
            length += 1
        if length > best:
            best, at = length, start
    return best, at


RESULTS = {100: (119, 97), 70000: (340, 52527)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 70000
result = longest(n)
if RESULTS.get(n, result) != result:
    sys.exit("collatz: wrong result: %r" % (result,))
