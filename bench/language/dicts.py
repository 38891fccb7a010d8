# Dicts with int, str and tuple keys: insertion, look-up, deletion, iteration; a memo.
# small: 100
# kind: dicts and sorting
import sys


def run(n):
    squares = {i: i * i for i in range(n)}
    names = {}
    for i in range(n):
        names["key%d" % i] = i
    total = 0
    for key in names:
        total += squares[names[key]] & 1
    for i in range(0, n, 3):
        del squares[i]
    for i in range(n):
        if i in squares:
            total += 1
    grid = {}
    for i in range(n):
        cell = (i % 300, i // 300)
        grid[cell] = grid.get((i % 300 - 1, i // 300), 0) + 1
    for (x, y), value in grid.items():
        total += value
    return total, len(squares), len(names), len(grid)


RESULTS = {100: (5166, 66, 100, 100), 400000: (60656666, 266666, 400000, 400000)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 400000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("dicts: wrong result: %r" % (result,))
