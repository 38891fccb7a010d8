# A generator may run in one thread at a time.
import threading
import time


def g():
    yield 1
    time.sleep(0.1)
    yield 2


x = g()
next(x)
t = threading.Thread(target=lambda: print(next(x)))
t.start()
time.sleep(0.03)
try:
    next(x)
except ValueError as e:
    print(e)  # expect: generator already executing
t.join()  # expect: 2
