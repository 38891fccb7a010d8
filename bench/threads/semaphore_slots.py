# Eight threads share three slots of a Semaphore.
# small: 50
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 40000
THREADS, SLOTS = 8, 3
slots = threading.BoundedSemaphore(SLOTS)
lock = threading.Lock()
inside = most = 0


def work():
    global inside, most
    for i in range(n):
        with slots:
            with lock:
                inside += 1
                if inside > most:
                    most = inside
            with lock:
                inside -= 1


threads = [threading.Thread(target=work) for _ in range(THREADS)]
begin = time.perf_counter()
for t in threads:
    t.start()
for t in threads:
    t.join()
seconds = time.perf_counter() - begin
if inside != 0 or not 1 <= most <= SLOTS:
    sys.exit("semaphore_slots: %d inside at the end, %d at once" % (inside, most))
print("figure semaphore_slots %.0f /s" % (THREADS * n / seconds))
