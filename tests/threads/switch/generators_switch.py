# Each thread has its own generator; switching inside them mixes nothing up.
# switch: 3
import threading


def squares(n):
    for i in range(n):
        yield i * i


out = {}


def f(n):
    out[n] = sum(squares(n))


ts = [threading.Thread(target=f, args=(n,)) for n in range(20, 30)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print([out[n] for n in range(20, 30)])
# expect: [2470, 2870, 3311, 3795, 4324, 4900, 5525, 6201, 6930, 7714]
