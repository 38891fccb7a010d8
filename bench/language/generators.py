# Generators: one feeding the other, a recursive one over a tree, expressions.
# small: 100
# kind: generators and closures
import sys


def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for x in source:
        yield x * x


def evens(source):
    for x in source:
        if x % 2 == 0:
            yield x


class Tree:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Tree(low, middle) if low < middle else None
        self.right = Tree(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def run(n):
    total = sum(evens(squares(numbers(n))))
    total += sum(x & 3 for x in range(n))
    total += sum(Tree(0, n // 16))
    return total, any(x > n for x in range(n)), all(x < n for x in range(n))


RESULTS = {100: (161865, False, True), 3000000: (4499995517583531250, False, True)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 3000000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("generators: wrong result: %r" % (result,))
