# Virtual time: sleepers wake in the order of their deadlines, equal ones in that of their coming,
# and none of it takes real time.
# options: --clock virtual
# cpython: no (it has no virtual clock)
# timeout: 5
import threading
import time

start = time.monotonic()


def nap(name, seconds):
    time.sleep(seconds)
    print(name, time.monotonic() - start)


naps = [("a", 3000), ("b", 1000), ("c", 2000), ("d", 1000), ("e", 0.5)]
threads = [threading.Thread(target=nap, args=n) for n in naps]
for t in threads:
    t.start()
for t in threads:
    t.join()
# expect: e 0.5
# expect: b 1000.0
# expect: d 1000.0
# expect: c 2000.0
# expect: a 3000.0

lock = threading.Lock()
lock.acquire()
before = time.time()
print(lock.acquire(timeout=7200))  # expect: False
print(time.time() - before)  # expect: 7200.0

event = threading.Event()
threading.Timer(60, event.set).start()
before = time.perf_counter()
print(event.wait(100), time.perf_counter() - before)  # expect: True 60.0
print(event.wait(100), time.perf_counter() - before)  # expect: True 60.0

condition = threading.Condition()
with condition:
    before = time.monotonic()
    print(condition.wait_for(lambda: False, timeout=10))  # expect: False
    print(time.monotonic() - before)  # expect: 10.0

import queue

try:
    queue.Queue().get(timeout=86400)
except queue.Empty:
    print("empty", time.monotonic() - before)  # expect: empty 86410.0


def daemon():
    try:
        time.sleep(1e9)
    finally:
        print("never")


threading.Thread(target=daemon, daemon=True).start()
threading.Thread(target=time.sleep, args=(100,)).start()
