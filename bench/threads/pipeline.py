# Items pass through a chain of five threads, with a bounded Queue between each two.
# small: 100
import queue
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 30000
STAGES = 5


def stage(source, target):
    while True:
        item = source.get()
        if item is None:
            target.put(None)
            return
        target.put(item + 1)


queues = [queue.Queue(16) for _ in range(STAGES + 1)]
threads = [threading.Thread(target=stage, args=(queues[i], queues[i + 1])) for i in range(STAGES)]


def feed():
    for i in range(n):
        queues[0].put(i)
    queues[0].put(None)


threads.append(threading.Thread(target=feed))
begin = time.perf_counter()
for t in threads:
    t.start()
got = list(iter(queues[-1].get, None))
for t in threads:
    t.join()
seconds = time.perf_counter() - begin
if got != list(range(STAGES, n + STAGES)):
    sys.exit("pipeline: wrong items: %r" % got[:10])
print("figure pipeline_items %.0f /s" % (n / seconds))
