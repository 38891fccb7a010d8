# Barrier: parties meet; action, abort, reset, timeout.
import threading
import time

acted = []
b = threading.Barrier(3, action=lambda: acted.append("action"))
got = []


def f():
    got.append(b.wait())
    got.append(b.wait())


ts = [threading.Thread(target=f) for i in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(got), acted, b.parties, b.n_waiting, b.broken)
# expect: [0, 0, 1, 1, 2, 2] ['action', 'action'] 3 0 False


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: b.wait(0.01))  # expect: BrokenBarrierError:
print(b.broken)  # expect: True
error(b.wait)  # expect: BrokenBarrierError:
b.reset()
print(b.broken)  # expect: False


def waits():
    error(b.wait)


t = threading.Thread(target=waits)
t.start()
while b.n_waiting == 0:
    time.sleep(0.001)
b.abort()
t.join()  # expect: BrokenBarrierError:
print(b.broken, threading.BrokenBarrierError.__mro__[1].__name__)  # expect: True RuntimeError
b.reset()
t = threading.Thread(target=waits)
t.start()
while b.n_waiting == 0:
    time.sleep(0.001)
b.reset()
t.join()  # expect: BrokenBarrierError:
print(b.broken, b.n_waiting)  # expect: False 0
one = threading.Barrier(1)
print(one.wait(), one.wait())  # expect: 0 0
failing = threading.Barrier(1, action=lambda: 1 / 0)
error(failing.wait)  # expect: ZeroDivisionError: division by zero
print(failing.broken)  # expect: True
error(lambda: threading.Barrier(0))  # expect: ValueError: parties must be > 0
error(lambda: threading.Barrier(-1))  # expect: ValueError: parties must be > 0
