# Two threads join each other.
# exit: 3
# expect-err: [Dd]eadlock
# cpython: no (waits for ever)
import threading
import time


def f(n):
    time.sleep(0.01)
    ts[1 - n].join()


ts = [threading.Thread(target=f, args=(n,)) for n in range(2)]
for t in ts:
    t.start()
