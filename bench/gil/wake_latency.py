# How long after its sleep has ended a thread gets the lock, beside four threads that compute.
import threading
import time

stop = False


def work():
    i = 0
    while not stop:
        i += 1


threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
for t in threads:
    t.start()
late = []
for _ in range(300):
    due = time.perf_counter() + 0.002
    time.sleep(0.002)
    late.append(time.perf_counter() - due)
stop = True
late.sort()
print("median %.3f ms, 99th percentile %.3f ms" % (late[150] * 1e3, late[297] * 1e3))
