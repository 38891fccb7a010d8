# Determinism with locks, conditions, queues and new threads, switching after each instruction.
# switch: 1
# repeat: 40
# cpython: no (not deterministic)
import queue
import threading

log = []
lock = threading.Lock()
cond = threading.Condition()
q = queue.Queue(3)
turn = 0


def locker(name):
    for i in range(10):
        with lock:
            log.append(name)


def waiter(name):
    global turn
    for i in range(5):
        with cond:
            while turn % 2 != name % 2:
                cond.wait()
            log.append(name)
            turn += 1
            cond.notify_all()


def producer(name):
    for i in range(8):
        q.put((name, i))


def consumer(name):
    for i in range(8):
        log.append(100 * name + q.get()[1])


def starter(name):
    ts = [threading.Thread(target=locker, args=(name * 10 + i,)) for i in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()


jobs = [(locker, 1), (waiter, 2), (waiter, 3), (producer, 4), (consumer, 5), (locker, 6), (producer, 7), (consumer, 8), (starter, 9)]
ts = [threading.Thread(target=f, args=(n,)) for f, n in jobs]
for t in ts:
    t.start()
for t in ts:
    t.join()
h = 7
for v in log:
    h = (h * 1000003 + v) % (2**61 - 1)
print(len(log))  # expect: 66
print(h)
# expect-any
print(log)
# expect-any
