# Two producers and two consumers, one Queue.
# small: 200
import queue
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 300000
items = queue.Queue(100)
sums = []


def produce(first):
    for i in range(first, n, 2):
        items.put(i)


def consume():
    total = 0
    while True:
        i = items.get()
        if i is None:
            break
        total += i
    sums.append(total)


producers = [threading.Thread(target=produce, args=(first,)) for first in (0, 1)]
consumers = [threading.Thread(target=consume) for _ in range(2)]
begin = time.perf_counter()
for t in producers + consumers:
    t.start()
for t in producers:
    t.join()
for _ in consumers:
    items.put(None)
for t in consumers:
    t.join()
seconds = time.perf_counter() - begin
if sum(sums) != n * (n - 1) // 2:
    sys.exit("queue_stream: wrong sum: %r" % sums)
print("figure queue_items %.0f /s" % (n / seconds))
