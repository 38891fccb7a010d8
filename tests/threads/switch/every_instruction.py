# Between any two instructions: a read, an add and a write of `c += 1` are three, and with N = 1 two
# threads in step lose every second addition.
# switch: 1
# cpython: no (3.13 switches only at back edges and calls)
import threading

c = 0


def once():
    global c
    c += 1


ts = [threading.Thread(target=once) for i in range(10)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(c < 10)  # expect: True
