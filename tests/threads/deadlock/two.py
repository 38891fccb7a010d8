# Two threads take two locks in opposite order.
# exit: 3
# expect-err: [Dd]eadlock
# expect-err: in first$
# expect-err: in second$
# expect-err: MainThread
# cpython: no (waits for ever)
import threading
import time

a, b = threading.Lock(), threading.Lock()


def first():
    with a:
        time.sleep(0.02)
        with b:
            print("never")


def second():
    with b:
        time.sleep(0.02)
        with a:
            print("never")


for f in (first, second):
    threading.Thread(target=f).start()
print("started")  # expect: started
