# A lock taken twice by the only thread.
# exit: 3
# expect-err: [Dd]eadlock
# expect-err: self\.py", line \d+
# cpython: no (waits for ever)
import threading

lock = threading.Lock()
lock.acquire()
print("before")  # expect: before
lock.acquire()
