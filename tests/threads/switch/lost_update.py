# At --switch 1 the lost update shows at once.
# switch: 1
# cpython: no (3.13 switches only at back edges and calls)
import threading

c = 0


def add():
    global c
    for i in range(1000):
        c += 1


ts = [threading.Thread(target=add) for i in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(1000 <= c < 2000)  # expect: True
