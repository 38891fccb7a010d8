# A queue between a producer and two consumers.  put() waits while the queue is full, get() while it
# is empty, so nobody has to look.  None tells a consumer to stop.
import queue
import threading

items = queue.Queue(maxsize=3)
total = 0
lock = threading.Lock()


def produce():
    for n in range(1, 11):
        items.put(n)
    for c in range(2):
        items.put(None)


def consume():
    global total
    while (n := items.get()) is not None:
        with lock:
            total += n * n


threads = [threading.Thread(target=produce)] + [threading.Thread(target=consume) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("sum of the squares of 1 to 10:", total)
print("left in the queue:", items.qsize())
