# RLock: its owner may take it again.
import threading

r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(False))  # expect: True True True
r.release()
r.release()
got = []


def other():
    got.append(r.acquire(blocking=False))
    got.append(r.acquire(timeout=0.01))


t = threading.Thread(target=other)
t.start()
t.join()
print(got)  # expect: [False, False]
r.release()
with r:
    with r:
        print("twice")  # expect: twice


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(r.release)  # expect: RuntimeError: cannot release un-acquired lock


def wrong_owner():
    error(r.release)


r.acquire()
t = threading.Thread(target=wrong_owner)
t.start()  # expect: RuntimeError: cannot release un-acquired lock
t.join()
r.release()
error(lambda: r.acquire(False, 1))
# expect: ValueError: can't specify a timeout for a non-blocking call
print(str(r).split(" ")[0], "count=0" in str(r))  # expect: <unlocked True
