# Computing needs the interpreter: under one lock, two threads keep one processor busy, not two,
# however many the machine has.  So they gain nothing over one after the other.
import threading
import time


def count(n):
    while n > 0:
        n -= 1


threads = [threading.Thread(target=count, args=(3_000_000,)) for i in range(2)]
wall, processor = time.perf_counter(), time.process_time()
for t in threads:
    t.start()
for t in threads:
    t.join()
busy = (time.process_time() - processor) / (time.perf_counter() - wall)
print("processors busy: at most one" if busy < 1.3 else f"processors busy: {busy:.1f}")
