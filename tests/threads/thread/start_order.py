# start() does not yield: the new thread goes to the back of the queue.
# cpython: no (the kernel decides there)
import threading

log = []


def f(n):
    log.append(n)


threads = [threading.Thread(target=f, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
log.append("all started")
for t in threads:
    t.join()
print(log)  # expect: ['all started', 0, 1, 2, 3, 4]
