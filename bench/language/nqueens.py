# Backtracking over lists: in how many ways can n queens stand on a board of n by n?
# small: 5
# kind: lists
import sys


def place(row, n, columns, rising, falling):
    if row == n:
        return 1
    found = 0
    for column in range(n):
        if columns[column] or rising[row + column] or falling[row - column + n]:
            continue
        columns[column] = rising[row + column] = falling[row - column + n] = True
        found += place(row + 1, n, columns, rising, falling)
        columns[column] = rising[row + column] = falling[row - column + n] = False
    return found


def queens(n):
    return place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n + 1))


RESULTS = {5: 10, 12: 14200}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 12
result = queens(n)
if RESULTS.get(n, result) != result:
    sys.exit("nqueens: wrong result: %r" % (result,))
