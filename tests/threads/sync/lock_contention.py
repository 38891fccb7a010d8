# A lock makes `c += 1` whole, whatever the switch interval.
# switch: 3
import threading

c = 0
lock = threading.Lock()


def add():
    global c
    for i in range(300):
        with lock:
            c += 1


ts = [threading.Thread(target=add) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(c)  # expect: 1200
