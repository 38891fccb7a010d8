# Waiting needs no interpreter: a thread that sleeps (or reads a pipe) gives the lock away.
# Ten sleeps of half a second at once take half a second together.
import threading
import time


def wait():
    time.sleep(0.5)


start = time.perf_counter()
threads = [threading.Thread(target=wait) for i in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
seconds = time.perf_counter() - start
print("10 x 0.5 s took about", round(seconds, 1), "s")
