# Threads that make garbage: objects, lists, tuples, dicts, strings, big numbers, bound methods. The
# collections stand in the schedule too, so equal.t shows that the faster ways ask the heap for the
# same memory at the same instructions.
# switch: 101
import threading


class Node:
    def __init__(self, left, right, value):
        self.left = left
        self.right = right
        self.value = value

    def check(self):
        if self.left is None:
            return self.value
        return self.left.check() + self.right.check() + self.value


def build(depth):
    if depth == 0:
        return Node(None, None, 1)
    return Node(build(depth - 1), build(depth - 1), depth)


def pairs(n):
    for i, (a, b) in enumerate(zip(range(n), reversed(range(n)))):
        yield i * a - b


def work(name, out):
    acc = 0
    words = {}
    for i in range(150):
        acc += build(8).check()
        acc += sum(pairs(50))
        method = build(1).check
        acc += method() + method()
        squares = [x * x for x in range(100)]
        words.update({str(x): (x, name) for x in squares})
        acc += len([k for k, v in words.items() if v[0] % 2])
        text = ""
        for x in squares:
            text += f"{x}," + "-" * 20
        acc += len(text) + len(text.split(","))
        acc += len(sorted(squares, key=lambda v: -v))
        acc += (3**200 + i) % 1009 + int(1.5 * i)
        acc += min(squares) + max(1, i) + len(tuple(squares)[2:9])
    out.append((name, acc))


out = []
threads = [threading.Thread(target=work, args=(k, out)) for k in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for name, acc in sorted(out):
    print(name, acc)
# expect: 0 6461092
# expect: 1 6461092
# expect: 2 6461092
