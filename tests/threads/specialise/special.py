# Special methods of all kinds in three threads: run by equal.t.
import threading


class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return NotImplemented if isinstance(other, W) else V(self.x + other.x)

    def __rmul__(self, other):
        return V(self.x * other)

    def __iadd__(self, other):
        self.x += other.x
        return self

    def __lt__(self, other):
        return self.x < other.x

    def __eq__(self, other):
        return self.x == other.x

    def __bool__(self):
        return self.x % 2 == 0

    def __neg__(self):
        return V(-self.x)

    def __getattr__(self, name):
        return len(name)

    def __call__(self, *args):
        return self.x + len(args)

    @property
    def y(self):
        return self.x

    @y.setter
    def y(self, value):
        self.x = value


class W(V):
    def __init__(self, x):
        super().__init__(x)

    def __radd__(self, other):
        return V(other.x)


class Box:
    def __init__(self, n):
        self.items = list(range(n))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __contains__(self, v):
        return v in self.items

    def __iter__(self):
        return iter(self.items)


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


shared = V(0)
box = Box(7)


def work(k):
    total = 0
    for i in Count(12):
        a = V(i) + V(k)
        a = 2 * -a
        a += V(1)
        shared.y += 1
        if a < shared and a != shared or not a:
            total += 1
        if a == V(1) or a:
            total += a.missing + a() + a(1, 2)
        if i in box and box:
            box[i] = box[i - 1] + 1
        try:
            total += box[i]
        except IndexError:
            total += 1
        try:
            a < None
        except AttributeError:
            total += (V(1) + W(2)).x
        for v in box:
            total += v
    results[k] = total


results = {}
threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()), shared.x, box.items)
