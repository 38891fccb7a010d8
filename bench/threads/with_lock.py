# One thread takes and leaves a lock that nobody else wants: a Lock, then an RLock.
# small: 100
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 1500000


def count(lock):
    i = 0
    while i < n:
        with lock:
            i += 1
    return i


for name, lock in (("lock", threading.Lock()), ("rlock", threading.RLock())):
    begin = time.perf_counter()
    result = count(lock)
    seconds = time.perf_counter() - begin
    if result != n or not lock.acquire(blocking=False):
        sys.exit("with_lock: wrong count or still locked: %r" % result)
    lock.release()
    print("figure with_%s %.0f /s" % (name, n / seconds))
