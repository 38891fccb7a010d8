# Threads over everything the eval loop has a faster way for: attributes of every kind, operators
# on classes, items, calls, generators, exceptions. What it prints is one thing; equal.t compares its
# whole schedule with specialisation on and off.
# switch: 7
import threading

LIMIT = 60
total = 0


class Slots:
    __slots__ = ("x", "y")
    zero = 0

    def __init__(self, x, y=2):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Slots(self.x + other.x, self.y + other.y)

    def __lt__(self, other):
        return self.x < other.x

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)


class Base:
    count = 0

    def __init__(self, n):
        self.n = n
        self.items = []
        self.a = self.b = self.c = self.d = self.e = None

    @property
    def double(self):
        return self.n * 2

    @double.setter
    def double(self, value):
        self.n = value // 2

    @classmethod
    def make(cls, n):
        return cls(n)

    @staticmethod
    def twice(n):
        return n + n

    def step(self, by=1, *, times=1):
        self.n += by * times
        return self

    def __len__(self):
        return self.n % 5

    def __bool__(self):
        return self.n % 2 == 0

    def __getitem__(self, i):
        return self.n + i

    def __setitem__(self, i, v):
        self.items.append((i, v))

    def __contains__(self, v):
        return v == self.n

    def __call__(self, v):
        return self.n - v

    def __iter__(self):
        return iter((self.n, self.n + 1))


class Derived(Base):
    def __init__(self, n):
        super().__init__(n)
        self.extra = n
        self.callback = self.step

    def step(self, by=1, *, times=1):
        return super().step(by, times=times + 1)

    def __getattr__(self, name):
        if name == "ghost":
            return 13
        raise AttributeError(name)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def numbers(n):
    for i in range(n):
        got = yield i
        if got:
            yield got


def work(name, out):
    global total
    acc = 0
    for i in range(LIMIT):
        kind = Derived if i % 3 else Base
        o = kind.make(i + name)
        o.double = o.double + 4
        acc += o.double + Base.twice(i) + len(o) + o[3] + o(1)
        o[i] = acc
        o.step().step(2).step(by=3, times=2)
        if o:
            acc += 1
        if i in o or o.n not in o:
            acc += 2
        if kind is Derived:
            acc += o.ghost + o.callback().n
            del o.extra
        a, b = o
        acc += b - a
        s = Slots(i) + Slots(name, 5)
        if s < Slots(3) or s == Slots(9):
            acc += s.y
        s.x += 1
        acc += len({s: 1, Slots(i): 2}) + Slots.zero
        acc += sum(Countdown(4)) + sum(x for x in numbers(5))
        Base.count += 1
        total += 1
        try:
            acc += [1, 2, 3][i]
        except IndexError as e:
            acc += len(str(e)) + (i << 2) % 7
        try:
            o.nothing
        except AttributeError:
            acc ^= 5
    out.append((name, acc))


out = []
threads = [threading.Thread(target=work, args=(k, out)) for k in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for name, acc in sorted(out):
    print(name, acc)
# expect: 0 16536
# expect: 1 16847
# expect: 2 17104
