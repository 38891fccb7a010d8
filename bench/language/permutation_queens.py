# Generators and sets: n queens by trying all permutations of the columns.
# small: 5
# kind: generators and closures
import sys


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        head = items[i : i + 1]
        for tail in permutations(items[:i] + items[i + 1 :]):
            yield head + tail


def queens(n):
    found = 0
    for columns in permutations(tuple(range(n))):
        if n == len(set(columns[i] + i for i in range(n))) == len({columns[i] - i for i in range(n)}):
            found += 1
    return found


RESULTS = {5: 10, 8: 92}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 8
for _ in range(8 if n == 8 else 1):
    result = queens(n)
    if RESULTS.get(n, result) != result:
        sys.exit("permutation_queens: wrong result: %r" % (result,))
