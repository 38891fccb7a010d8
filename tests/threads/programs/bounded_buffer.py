# Producers and consumers over a Condition.
# switch: 11
import threading


class Buffer:
    def __init__(self, size):
        self.items, self.size, self.most = [], size, 0
        self.cond = threading.Condition()

    def put(self, x):
        with self.cond:
            while len(self.items) >= self.size:
                self.cond.wait()
            self.items.append(x)
            self.most = max(self.most, len(self.items))
            self.cond.notify_all()

    def get(self):
        with self.cond:
            while not self.items:
                self.cond.wait()
            x = self.items.pop(0)
            self.cond.notify_all()
            return x


buffer, out, lock = Buffer(3), [], threading.Lock()


def produce(n):
    for i in range(20):
        buffer.put(n * 100 + i)


def consume():
    for i in range(20):
        x = buffer.get()
        with lock:
            out.append(x)


ts = [threading.Thread(target=produce, args=(n,)) for n in range(2)] + [threading.Thread(target=consume) for i in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(out) == [n * 100 + i for n in range(2) for i in range(20)], buffer.most <= 3)
# expect: True True
