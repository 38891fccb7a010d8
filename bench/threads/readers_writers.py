# Many may read at once, one may write alone: a lock made of a Condition; six readers, two writers.
# small: 50
import sys
import threading

n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000


class ReadWriteLock:
    def __init__(self):
        self.condition = threading.Condition()
        self.readers = 0
        self.writing = False
        self.writers_waiting = 0

    def begin_read(self):
        with self.condition:
            while self.writing or self.writers_waiting:
                self.condition.wait()
            self.readers += 1

    def end_read(self):
        with self.condition:
            self.readers -= 1
            if not self.readers:
                self.condition.notify_all()

    def begin_write(self):
        with self.condition:
            self.writers_waiting += 1
            while self.writing or self.readers:
                self.condition.wait()
            self.writers_waiting -= 1
            self.writing = True

    def end_write(self):
        with self.condition:
            self.writing = False
            self.condition.notify_all()


lock = ReadWriteLock()
pair = [0, 0]
torn = 0


def read():
    global torn
    for _ in range(n):
        lock.begin_read()
        a, b = pair[0], pair[1]
        lock.end_read()
        if a != b:
            torn += 1


def write():
    for _ in range(n // 5):
        lock.begin_write()
        pair[0] += 1
        pair[1] += 1
        lock.end_write()


threads = [threading.Thread(target=f) for f in [read] * 6 + [write] * 2]
for t in threads:
    t.start()
for t in threads:
    t.join()
if torn or pair != [n // 5 * 2] * 2:
    sys.exit("readers_writers: %d torn reads, %r" % (torn, pair))
