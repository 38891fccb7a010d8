# Float arithmetic, calls and comprehensions: the norm of an infinite matrix, by its first n rows.
# small: 10
# kind: floats
import sys


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    return [sum([entry(i, j) * x for j, x in enumerate(v)]) for i in range(len(v))]


def times_transposed(v):
    return [sum([entry(j, i) * x for j, x in enumerate(v)]) for i in range(len(v))]


def norm(n):
    u = [1.0] * n
    for _ in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    above = below = 0.0
    for a, b in zip(u, v):
        above += a * b
        below += b * b
    return (above / below) ** 0.5


n = int(sys.argv[1]) if len(sys.argv) > 1 else 300
result = norm(n)
if not 1.2718 < result < 1.27423:
    sys.exit("spectral_norm: wrong result: %r" % (result,))
