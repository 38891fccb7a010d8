# Semaphore and BoundedSemaphore.
import threading
import time

s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01))
# expect: True True False False
s.release()
print(s.acquire(blocking=False))  # expect: True
s.release(2)
inside = most = 0
lock = threading.Lock()


def f():
    global inside, most
    with s:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with lock:
            inside -= 1


ts = [threading.Thread(target=f) for i in range(8)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(most, inside)  # expect: 2 0


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


b = threading.BoundedSemaphore(1)
b.acquire()
b.release()
error(b.release)  # expect: ValueError: Semaphore released too many times
error(lambda: b.release(0))  # expect: ValueError: n must be one or more
error(lambda: s.release(0))  # expect: ValueError: n must be one or more
error(lambda: threading.Semaphore(-1))  # expect: ValueError: semaphore initial value must be >= 0
error(lambda: threading.BoundedSemaphore(-1))
# expect: ValueError: semaphore initial value must be >= 0
error(lambda: s.acquire(False, 1))
# expect: ValueError: can't specify timeout for non-blocking acquire
print(threading.Semaphore(0).acquire(False), str(b).split(" at ")[0], "value=1/1" in str(b))
# expect: False <threading.BoundedSemaphore True
