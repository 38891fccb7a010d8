# Recursive calls with three arguments: Takeuchi's function.
# small: 6
# kind: recursive calls
import sys


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def run(n):
    return tak(n, n * 2 // 3, n // 3)


RESULTS = {6: 3, 27: 18}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 27
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("tak: wrong result: %r" % (result,))
