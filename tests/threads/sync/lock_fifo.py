# Waiters get a lock in the order in which they came.
# cpython: no (not promised there)
import threading
import time

lock = threading.Lock()
order = []


def f(n):
    with lock:
        order.append(n)


lock.acquire()
ts = [threading.Thread(target=f, args=(n,)) for n in range(6)]
for t in ts:
    t.start()
time.sleep(0.02)
lock.release()
for t in ts:
    t.join()
print(order)  # expect: [0, 1, 2, 3, 4, 5]
