# Sorting of all kinds of keys, in order, out of order and in part, both ways, stable.
import random
r = random.Random(5)
for n in (0, 1, 2, 3, 31, 32, 33, 100, 511, 512, 513, 1000, 5000):
    for gen in (lambda: r.randrange(10), lambda: r.randrange(-1000, 1000), lambda: r.randrange(-2**46, 2**46), lambda: r.randrange(2**20),
                lambda: r.random(), lambda: r.choice([0.0, -0.0, 1.5, -2.5]), lambda: str(r.randrange(1000)), lambda: (r.randrange(5), r.random()),
                lambda: (r.random(), 1), lambda: r.choice([1, 2.5, True, 7]), lambda: ("a", r.randrange(9)), lambda: r.choice([(1, 2), (1,), (2, 0)])):
        L = [gen() for _ in range(n)]
        for rev in (False, True):
            s = sorted(L, reverse=rev)
            assert all((not (b < a)) if not rev else (not (a < b)) for a, b in zip(s, s[1:]))
            pairs = sorted(enumerate(L), key=lambda p: p[1], reverse=rev)
            assert [p[1] for p in pairs] == s
            assert all(a[0] < b[0] for a, b in zip(pairs, pairs[1:]) if a[1] == b[1]), (n, rev)
            half = sorted(L[: n // 2], reverse=rev) + L[n // 2 :]
            assert sorted(half, reverse=rev) == s
            assert sorted(s + s, reverse=rev) == [x for x in s for _ in (0, 1)]
            assert sorted(s[::-1], reverse=rev) == s
print("ok")  # expect: ok
