# Threads that do next to nothing: one after the other, then a hundred at once.
# small: 200
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
BATCH = 100
done = []

begin = time.perf_counter()
for i in range(n):
    t = threading.Thread(target=done.append, args=(i,))
    t.start()
    t.join()
one = time.perf_counter() - begin

begin = time.perf_counter()
for i in range(n // BATCH):
    threads = [threading.Thread(target=done.append, args=(j,)) for j in range(BATCH)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
many = time.perf_counter() - begin

if len(done) != n + n // BATCH * BATCH or done[:n] != list(range(n)):
    sys.exit("start_join: %d threads have run" % len(done))
print("figure start_join %.2f us" % (one / n * 1e6))
print("figure start_join_100 %.2f us" % (many / n * 1e6))
