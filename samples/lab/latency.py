# Three threads compute; a fourth answers requests, and wants the lock for a moment only.  How long
# does it wait for it?  On Baton in instructions that others execute meanwhile, exactly; on CPython
# in microseconds.  Try -N 100, 10000, 1000000: short turns answer soon, long turns waste less.
import threading
import time

try:
    import baton
except ImportError:
    baton = None

REQUESTS = 20
ROUNDS = 300_000
requests = threading.Semaphore(0)
asked = []
waits = []


def clock():
    return baton.instructions(all=True) if baton else int(time.perf_counter() * 1e6)


def compute(asks):
    for i in range(ROUNDS):
        if asks and i % (ROUNDS // REQUESTS) == 0:
            asked.append(clock())
            requests.release()


def answer():
    for i in range(REQUESTS):
        requests.acquire()
        waits.append(clock() - asked[i])


threads = [threading.Thread(target=compute, args=(asks,)) for asks in (True, False, False)]
threads.append(threading.Thread(target=answer))
for t in reversed(threads):
    t.start()
for t in threads:
    t.join()
waits.sort()
unit = "instructions" if baton else "us"
print(f"waited for the lock: {waits[REQUESTS // 2]:,} {unit} (half of the requests), "
      f"{waits[-1]:,} at most")
