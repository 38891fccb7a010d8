# The last thread that runs leaves garbage whose finalisers wake the others: no deadlock.
# cpython: no (a cycle is collected when the collector finds it, which may be never)
import threading

dropped = threading.Semaphore(0)


class Cycle:
    def __init__(self):
        self.me = self

    def __del__(self):
        dropped.release()


def wait():
    for i in range(3):
        dropped.acquire()
        print("got", i)


def drop():
    for i in range(3):
        Cycle()


threads = [threading.Thread(target=f) for f in (wait, drop)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("end")
# expect: got 0
# expect: got 1
# expect: got 2
# expect: end
