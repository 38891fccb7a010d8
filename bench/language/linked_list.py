# Objects that point to each other: a list linked both ways and an LRU cache made of it.
# small: 100
# kind: objects and methods
import sys


class Node:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self.after = None


class Cache:
    def __init__(self, size):
        self.size = size
        self.nodes = {}
        self.head = Node(None, None)
        self.tail = Node(None, None)
        self.head.after = self.tail
        self.tail.before = self.head

    def unlink(self, node):
        node.before.after = node.after
        node.after.before = node.before

    def to_front(self, node):
        first = self.head.after
        node.before = self.head
        node.after = first
        self.head.after = first.before = node

    def get(self, key):
        node = self.nodes.get(key)
        if node is None:
            return None
        self.unlink(node)
        self.to_front(node)
        return node.value

    def put(self, key, value):
        if len(self.nodes) == self.size:
            oldest = self.tail.before
            self.unlink(oldest)
            del self.nodes[oldest.key]
        node = Node(key, value)
        self.nodes[key] = node
        self.to_front(node)


def run(n):
    cache = Cache(500)
    hits = 0
    seed = 7
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        key = (seed >> 8) % 700
        if cache.get(key) is None:
            cache.put(key, seed)
        else:
            hits += 1
    return hits


RESULTS = {100: 14, 900000: 641584}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 900000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("linked_list: wrong result: %r" % (result,))
