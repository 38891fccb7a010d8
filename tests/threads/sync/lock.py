# Lock.
import threading

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01))
# expect: False True True False False False
print(lock.release(), lock.locked(), lock.acquire(True, 5), lock.acquire(True, 0))
# expect: None False True False
lock.release()
with lock as entered:
    print(entered, lock.locked())  # expect: True True
print(lock.locked(), str(lock)[:9], type(lock).__name__, isinstance(lock, threading.Lock) if isinstance(threading.Lock, type) else "")
# expect: False <unlocked lock True
try:
    with lock:
        raise ValueError("inside")
except ValueError as e:
    print(e, lock.locked())  # expect: inside False


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lock.release)  # expect: RuntimeError: release unlocked lock
error(lambda: lock.acquire(False, 1))
# expect: ValueError: can't specify a timeout for a non-blocking call
error(lambda: lock.acquire(timeout=-2))
# expect: ValueError: timeout value must be a non-negative number
error(lambda: lock.acquire(timeout=1e20))
# expect: OverflowError: timestamp out of range for platform time_t
error(lambda: lock.acquire(timeout="a"))
# expect: TypeError: 'str' object cannot be interpreted as an integer
error(lambda: lock.acquire(1, 2, 3))
# expect: TypeError: acquire() takes at most 2 arguments (3 given)
error(lambda: threading.Lock(1))        # expect: TypeError: lock expected 0 arguments, got 1
error(lambda: threading.Lock(x=1))      # expect: TypeError: lock() takes no keyword arguments
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
t.join()
print(lock.locked(), "another thread may release it")  # expect: False another thread may release it
