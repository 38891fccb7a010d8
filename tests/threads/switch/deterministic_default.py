# Determinism at the default interval, with sleeping and waking threads kept out of it.
# repeat: 20
# cpython: no (not deterministic)
import threading

log = []


def f(name):
    x = name
    for i in range(3000):
        x = (x * 1103515245 + 12345) % 2**31
        if x % 50 == 0:
            log.append((name, i))


ts = [threading.Thread(target=f, args=(n,)) for n in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
h = 7
for name, i in log:
    h = (h * 1000003 + name * 10000 + i) % (2**61 - 1)
print(h)
# expect-any
