# Condition: wait, notify, wait_for.
import threading

cond = threading.Condition()
items, seen = [], []


def consumer(n):
    with cond:
        while not items:
            cond.wait()
        seen.append(items.pop(0))


ts = [threading.Thread(target=consumer, args=(n,)) for n in range(3)]
for t in ts:
    t.start()
for i in range(3):
    with cond:
        items.append(i)
        cond.notify()
for t in ts:
    t.join()
print(sorted(seen))  # expect: [0, 1, 2]
with cond:
    print(cond.wait(0.01), cond.wait(timeout=0), cond.wait_for(lambda: False, 0.01), cond.wait_for(lambda: "true"))
    # expect: False False False true
ready = False


def waiter():
    with cond:
        print(cond.wait_for(lambda: ready, timeout=5))


t = threading.Thread(target=waiter)
t.start()
with cond:
    ready = True
    cond.notify_all()
t.join()  # expect: True


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(cond.wait)  # expect: RuntimeError: cannot wait on un-acquired lock
error(cond.notify)  # expect: RuntimeError: cannot notify on un-acquired lock
error(cond.notify_all)  # expect: RuntimeError: cannot notify on un-acquired lock
error(cond.release)  # expect: RuntimeError: cannot release un-acquired lock
own = threading.Lock()
c2 = threading.Condition(own)
with c2:
    print(own.locked())  # expect: True
    c2.notify(5)
print(own.locked(), c2.acquire(), own.locked(), c2.release())  # expect: False True True None
