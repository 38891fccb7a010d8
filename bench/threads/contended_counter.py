# Four threads count together under one lock.
# small: 100
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 600000
THREADS = 4
lock = threading.Lock()
counter = 0


def work():
    global counter
    for _ in range(n):
        with lock:
            counter += 1


threads = [threading.Thread(target=work) for _ in range(THREADS)]
begin = time.perf_counter()
for t in threads:
    t.start()
for t in threads:
    t.join()
seconds = time.perf_counter() - begin
if counter != n * THREADS:
    sys.exit("contended_counter: lost updates: %d" % (n * THREADS - counter))
print("figure contended_with_lock %.0f /s" % (n * THREADS / seconds))
