# One native call is one instruction: append and pop never lose an item, at any N.
# switch: 1
import threading

items = []


def f(n):
    for i in range(100):
        items.append(n)


ts = [threading.Thread(target=f, args=(n,)) for n in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(items), [items.count(n) for n in range(4)])  # expect: 400 [100, 100, 100, 100]
