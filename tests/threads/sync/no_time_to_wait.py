# A timeout of 0 looks and does not wait: no clock decides about the schedule, so it is the same in
# every run.  Only Condition.wait gives the lock away meanwhile, and lets others run.
# switch: 7
# repeat: 5
import queue
import threading

lock, rlock, bell = threading.Lock(), threading.RLock(), threading.Event()
places, items, simple = threading.Semaphore(0), queue.Queue(), queue.SimpleQueue()
condition, flag, polls = threading.Condition(), [], []
lock.acquire()


def poll(me):
    for i in range(20):
        got = [lock.acquire(timeout=0), bell.wait(0), bell.wait(-1), places.acquire(timeout=0),
               threading.main_thread().join(0), threading.main_thread().is_alive()]
        for q in items, simple:
            try:
                got.append(q.get(timeout=0))
            except queue.Empty:
                got.append("empty")
        polls.append(got)


def wait():
    with condition:
        while not flag:
            polls.append([condition.wait(0)])


def raise_flag():
    with condition:
        flag.append(1)
        condition.notify()


threads = [threading.Thread(target=poll, args=(n,)) for n in range(3)]
threads += [threading.Thread(target=wait), threading.Thread(target=raise_flag)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([p for p in polls if len(p) > 1 and p != [False, False, False, False, None, True, "empty", "empty"]])  # expect: []
print(len([p for p in polls if len(p) > 1]), all(len(p) > 1 or p[0] in (True, False) for p in polls))  # expect: 60 True
try:
    import _thread
    print(_thread._schedule_hash())
except AttributeError:  # CPython
    print(0)
# expect-any
