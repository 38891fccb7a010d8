# Between any two instructions: the read and the write of `c += 1` are two, and with N = 1 threads in
# step lose additions even if each makes only one.
# switch: 1
# cpython: no (3.13 switches only at back edges and calls)
import threading

c = 0
go = False


def once():
    global c
    while not go:
        pass
    c += 1


ts = [threading.Thread(target=once) for i in range(10)]
for t in ts:
    t.start()
go = True
for t in ts:
    t.join()
print(c < 10)  # expect: True
