# The only thread that could still run ends: those that wait are left to themselves.
# exit: 3
# expect-err: deadlock: all 2 threads wait for each other
# expect-err: thread 2 \(.*\(wait\)\) waits for lock 1
# expect-err: MainThread
# cpython: no (waits for ever)
import threading

lock = threading.Lock()
lock.acquire()


def wait():
    lock.acquire()


def compute():
    for i in range(1000):
        pass
    print("computed")


threads = [threading.Thread(target=f) for f in (wait, compute)]
for t in threads:
    t.start()
for t in threads:
    t.join()
# expect: computed
