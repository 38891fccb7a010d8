# How late a thread comes back from a sleep beside four that compute, and what they still do.
# small: 5
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 200
THREADS = 4
NAP = 0.002
stop = False
counts = [0] * THREADS


def work(me):
    i = 0
    while not stop:
        i += 1
    counts[me] = i


threads = [threading.Thread(target=work, args=(me,)) for me in range(THREADS)]
for t in threads:
    t.start()
late = []
begin = time.perf_counter()
for _ in range(n):
    due = time.perf_counter() + NAP
    time.sleep(NAP)
    late.append(time.perf_counter() - due)
beside = time.perf_counter() - begin
stop = True
for t in threads:
    t.join()
late.sort()
if late[0] < -1e-4:
    sys.exit("wake_latency: woken too early: %r" % late[0])

# the same work with nobody who sleeps: one thread, without switches
stop = False
alone = [0] * THREADS
counts, beside_counts = alone, counts
t = threading.Thread(target=work, args=(0,))
t.start()
begin = time.perf_counter()
time.sleep(max(0.01, min(1.0, beside)))
seconds = time.perf_counter() - begin
stop = True
t.join()
print("figure wake_latency_median %.4f ms" % (late[n // 2] * 1e3))
print("figure wake_latency_p99 %.4f ms" % (late[n * 99 // 100] * 1e3))
print("figure speed_beside_sleeper %.3f of alone" % (sum(beside_counts) / beside / (alone[0] / seconds)))
