# The convoy effect.  A thread makes 200 short requests that each take a millisecond outside (here:
# it sleeps).  Beside threads that only compute, it has to get the lock back after every request, and
# how long that takes is a matter of the lock.  Compare --policy fifo, slices (the lock of CPython 3.2
# and later) and ticks (that of 2.7); the argument is how many threads compute.
import sys
import threading
import time

REQUESTS = 200
n_computing = int(sys.argv[1]) if len(sys.argv) > 1 else 1
clock = getattr(time, "perf_counter", time.time)
done = False


def compute():
    n = 0
    while not done:
        n += 1


def request():
    begin = clock()
    for _ in range(REQUESTS):
        time.sleep(0.001)
    return clock() - begin


alone = request()
threads = [threading.Thread(target=compute) for _ in range(n_computing)]
for t in threads:
    t.start()
beside = request()
done = True
for t in threads:
    t.join()
print("alone %.2f s, beside %d that compute %.2f s: %.1f times as long"
      % (alone, n_computing, beside, beside / alone))
