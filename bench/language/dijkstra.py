# A binary heap in Python, lists of tuples: shortest paths through a grid with obstacles.
# small: 8
# kind: lists
import sys


def push(heap, item):
    heap.append(item)
    at = len(heap) - 1
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= item:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def pop(heap):
    last = heap.pop()
    if not heap:
        return last
    top = heap[0]
    at, size = 0, len(heap)
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if last <= heap[child]:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = last
    return top


def graph(n):
    edges = {}
    for y in range(n):
        for x in range(n):
            here = y * n + x
            out = []
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                a, b = x + dx, y + dy
                if 0 <= a < n and 0 <= b < n:
                    out.append((b * n + a, 1 + (x * 31 + y * 17 + a * b) % 9))
            edges[here] = out
    return edges


def distances(edges, start):
    best = {start: 0}
    done = set()
    heap = [(0, start)]
    while heap:
        far, node = pop(heap)
        if node in done:
            continue
        done.add(node)
        for other, length in edges[node]:
            new = far + length
            if other not in best or new < best[other]:
                best[other] = new
                push(heap, (new, other))
    return best


def run(n):
    best = distances(graph(n), 0)
    return best[n * n - 1], max(best.values()), len(best)


RESULTS = {8: (41, 41, 64), 350: (1751, 1751, 122500)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 350
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("dijkstra: wrong result: %r" % (result,))
