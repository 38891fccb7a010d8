# Sleepers wake in the order of their times.
import threading
import time

out = []


def f(s):
    time.sleep(s * 0.05)
    out.append(s)


ts = [threading.Thread(target=f, args=(s,)) for s in (4, 2, 3, 1)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(out)  # expect: [1, 2, 3, 4]
