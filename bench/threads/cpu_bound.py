# Threads that only compute, under one lock: what does switching cost?
# small: 1000
import sys
import threading

n = int(sys.argv[1]) if len(sys.argv) > 1 else 16000000
THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
results = []


def work(n):
    total = i = 0
    while i < n:
        total += i & 3
        i += 1
    results.append(total)


threads = [threading.Thread(target=work, args=(n // THREADS // 4 * 4,)) for _ in range(THREADS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
if results != [n // THREADS // 4 * 6] * THREADS:
    sys.exit("cpu_bound: wrong sums: %r" % results)
