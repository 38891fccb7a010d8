# Conway's game of life twice: in a list of lists, and as a set of tuples.
# small: 5
# kind: lists
import sys


def step_grid(grid, n):
    new = []
    for y in range(n):
        above, here, below = grid[y - 1], grid[y], grid[(y + 1) % n]
        line = []
        for x in range(n):
            w, e = x - 1, (x + 1) % n
            near = above[w] + above[x] + above[e] + here[w] + here[e] + below[w] + below[x] + below[e]
            line.append(1 if near == 3 or (near == 2 and here[x]) else 0)
        new.append(line)
    return new


def step_set(cells, n):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = ((x + dx) % n, (y + dy) % n)
                    near[key] = near.get(key, 0) + 1
    return {cell for cell, count in near.items() if count == 3 or (count == 2 and cell in cells)}


def run(generations):
    n = 64
    cells = {(x, y) for x in range(n) for y in range(n) if (x * 7 + y * y * 3) % 5 < 2}
    grid = [[1 if (x, y) in cells else 0 for x in range(n)] for y in range(n)]
    for _ in range(generations):
        grid = step_grid(grid, n)
        cells = step_set(cells, n)
    alive = sum(map(sum, grid))
    return alive if alive == len(cells) else -1


RESULTS = {5: 1760, 300: 112}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 300
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("life: wrong result: %r" % (result,))
