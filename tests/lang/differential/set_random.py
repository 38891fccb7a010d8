# Sets against sorted lists.
seed = 3


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n


def pick():
    return sorted({rnd(40) for i in range(rnd(30))})


total = 0
for i in range(400):
    a, b = pick(), pick()
    s, t = set(a), frozenset(b)
    assert sorted(s | t) == sorted(a + [x for x in b if x not in a])
    assert sorted(s & t) == [x for x in a if x in b]
    assert sorted(s - t) == [x for x in a if x not in b]
    assert sorted(s ^ t) == sorted([x for x in a if x not in b] + [x for x in b if x not in a])
    assert (s <= t) == all(x in b for x in a) and (s < t) == (s <= t and a != b) and (s == t) == (a == b)
    assert s.isdisjoint(t) == (not s & t)
    u = set(s)
    u ^= t
    u -= {1, 2, 3}
    u |= {5}
    u &= set(range(20))
    total += sum(u) + len(u)
    for x in b:
        s.discard(x)
    assert sorted(s) == [x for x in a if x not in b]
print(total)  # expect: 34570
