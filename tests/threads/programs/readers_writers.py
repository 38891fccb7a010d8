# A readers-writer lock of one's own.
# switch: 3
import threading


class RW:
    def __init__(self):
        self.cond = threading.Condition()
        self.readers, self.writing = 0, False

    def read(self):
        with self.cond:
            self.cond.wait_for(lambda: not self.writing)
            self.readers += 1

    def end_read(self):
        with self.cond:
            self.readers -= 1
            self.cond.notify_all()

    def write(self):
        with self.cond:
            self.cond.wait_for(lambda: not self.writing and self.readers == 0)
            self.writing = True

    def end_write(self):
        with self.cond:
            self.writing = False
            self.cond.notify_all()


rw, a, b, bad = RW(), 0, 0, 0


def writer():
    global a, b
    for i in range(15):
        rw.write()
        a += 1
        b += 1
        rw.end_write()


def reader():
    global bad
    for i in range(15):
        rw.read()
        if a != b:
            bad += 1
        rw.end_read()


ts = [threading.Thread(target=f) for f in (writer, reader, writer, reader)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(a, b, bad)  # expect: 30 30 0
