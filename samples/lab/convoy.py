# The convoy effect.  A thread makes 200 short requests that each take a millisecond outside (here:
# it sleeps) and a moment of computing.  Beside threads that only compute, it has to get the lock
# back after every request, and how long that takes is a matter of the lock.
# Compare -N 100003, --policy slices (CPython 3.2 and later), --policy ticks (CPython 2.7).
import sys
import threading
import time

REQUESTS = 200
n_computing = int(sys.argv[1]) if len(sys.argv) > 1 else 1
done = False


def compute():
    n = 0
    while not done:
        n += 1


def request():
    begin = time.perf_counter()
    for _ in range(REQUESTS):
        time.sleep(0.001)
    return time.perf_counter() - begin


alone = request()
threads = [threading.Thread(target=compute) for _ in range(n_computing)]
for t in threads:
    t.start()
beside = request()
done = True
for t in threads:
    t.join()
slower = beside / alone
print(f"alone {alone:.2f} s, beside {n_computing} that compute {beside:.2f} s: {slower:.1f} times as long")
