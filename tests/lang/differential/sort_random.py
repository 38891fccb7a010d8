# Sorting runs, ramps and noise; stability by index.
seed = 5


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n


def check(v, **kw):
    s = sorted(v, **kw)
    key = kw.get("key", lambda x: x)
    for a, b in zip(s, s[1:]):
        assert not (key(b) < key(a) if not kw.get("reverse") else key(a) < key(b))
    assert len(s) == len(v)
    return s


for n in (0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 100, 1000):
    ramp = list(range(n))
    noise = [rnd(n // 2 + 1) for i in range(n)]
    mixed = ramp[: n // 2] + noise[: n // 3] + ramp[::-1][: n // 4]
    for v in (ramp, ramp[::-1], noise, mixed, [1] * n, [float(x) for x in noise], [str(x) for x in noise]):
        check(v)
        check(v, reverse=True)
        pairs = [(x, i) for i, x in enumerate(v)]
        s = check(pairs, key=lambda p: p[0])
        assert all(a[0] != b[0] or a[1] < b[1] for a, b in zip(s, s[1:]))
        s = check(pairs, key=lambda p: p[0], reverse=True)
        assert all(a[0] != b[0] or a[1] < b[1] for a, b in zip(s, s[1:]))
compared = 0


class Counted:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        global compared
        compared += 1
        return self.n < other.n


sorted(Counted(i) for i in range(1000))
print(compared)  # expect: 999
sorted([Counted(rnd(1000)) for i in range(1000)])
print(8000 < compared < 12000)  # expect: True
