# A timed acquire gets the lock when it is released in time.
import threading
import time

lock = threading.Lock()
lock.acquire()
out = []
t = threading.Thread(target=lambda: out.append(lock.acquire(timeout=5)))
t.start()
time.sleep(0.03)
lock.release()
t.join()
print(out, lock.locked())  # expect: [True] True
begin = time.monotonic()
print(lock.acquire(timeout=0.05), 0.045 < time.monotonic() - begin < 0.5)  # expect: False True
