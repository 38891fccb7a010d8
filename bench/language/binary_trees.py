# Allocation: build many small trees and one large, and count their nodes.
# small: 5
# kind: allocation
import sys


def tree(depth):
    if depth == 0:
        return (None, None)
    depth -= 1
    return (tree(depth), tree(depth))


def count(node):
    left, right = node
    if left is None:
        return 1
    return 1 + count(left) + count(right)


def run(deepest):
    long_lived = tree(deepest)
    total = 0
    for depth in range(4, deepest + 1, 4):
        for _ in range(1 << (deepest - depth + 4)):
            total += count(tree(depth))
    return total + count(long_lived)


RESULTS = {5: 1055, 16: 8449775}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 16
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("binary_trees: wrong result: %r" % (result,))
