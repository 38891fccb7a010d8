# notify(n) wakes the n that have waited longest.
import threading
import time

cond = threading.Condition()
woken = []
waiting = 0


def f(n):
    global waiting
    with cond:
        waiting += 1
        cond.wait()
        woken.append(n)


ts = [threading.Thread(target=f, args=(n,)) for n in range(5)]
for n, t in enumerate(ts):
    t.start()
    while waiting <= n:
        time.sleep(0.001)
with cond:
    cond.notify(2)
ts[0].join()
ts[1].join()
print(sorted(woken), [t.is_alive() for t in ts])  # expect: [0, 1] [False, False, True, True, True]
with cond:
    cond.notify_all()
for t in ts:
    t.join()
print(sorted(woken))  # expect: [0, 1, 2, 3, 4]
