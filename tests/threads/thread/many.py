# Many threads at once.
import threading

total = 0
lock = threading.Lock()


def add(n):
    global total
    with lock:
        total += n


threads = [threading.Thread(target=add, args=(n,)) for n in range(300)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total, threading.active_count())  # expect: 44850 1
