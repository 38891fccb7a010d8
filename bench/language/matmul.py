# Lists of lists: the product of two matrices of n by n, of ints and of floats.
# small: 5
# kind: lists
import sys


def product(a, b):
    n = len(b)
    columns = len(b[0])
    out = []
    for row in a:
        line = [0] * columns
        for j in range(columns):
            total = 0
            for k in range(n):
                total += row[k] * b[k][j]
            line[j] = total
        out.append(line)
    return out


def run(n):
    a = [[i * j % 7 - 3 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 for j in range(n)] for i in range(n)]
    ints = product(a, b)
    halves = product([[x / 2 for x in row] for row in a], b)
    good = all(2 * y == x for r, s in zip(ints, halves) for x, y in zip(r, s))
    return good and sum(ints[i][i] for i in range(n))


RESULTS = {5: -66, 200: -35334}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 200
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("matmul: wrong result: %r" % (result,))
