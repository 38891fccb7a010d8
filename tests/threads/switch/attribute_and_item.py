# Attributes, items and cells can be torn like globals.
# switch: 101
# cpython: no (3.13 switches only at back edges and calls)
import threading


class Box:
    n = 0


box, items, table = Box(), [0], {"k": 0}


def make():
    cell = 0

    def add():
        nonlocal cell
        for i in range(3000):
            box.n += 1
            items[0] += 1
            table["k"] += 1
            cell += 1
    return add, lambda: cell


add, read = make()
ts = [threading.Thread(target=add) for i in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
for n in (box.n, items[0], table["k"], read()):
    print(3000 <= n < 6000)
# expect: True
# expect: True
# expect: True
# expect: True
