# A barrier lets nobody through until everybody is there: all of round 1 is printed before any of
# round 2, although the threads are of different speeds.
import threading
import time

barrier = threading.Barrier(3, action=lambda: print("-- all there"))
lines = threading.Lock()


def walk(n):
    for stage in (1, 2):
        time.sleep(0.02 * n)
        with lines:
            print("runner", n, "reached stage", stage)
        barrier.wait()


threads = [threading.Thread(target=walk, args=(n,)) for n in (1, 2, 3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
