# The repair of lost_update.py: a lock around the three steps of `c += 1`.
# Nothing is lost any more, at any --switch.
import threading

c = 0
lock = threading.Lock()


def add():
    global c
    for i in range(20_000):
        with lock:
            c += 1


threads = [threading.Thread(target=add) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("c =", c)
print("lost:", 40_000 - c)
