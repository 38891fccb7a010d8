# A dict against a list of pairs, through thousands of operations.
seed = 7


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n


d, keys, values = {}, [], []
for i in range(4000):
    k = rnd(60)
    k = (k, str(k), (k,), k + 0.5)[rnd(4)]
    op = rnd(10)
    if op < 5:
        d[k] = i
        if k in keys:
            values[keys.index(k)] = i
        else:
            keys.append(k)
            values.append(i)
    elif op < 8:
        got = d.pop(k, None)
        if k in keys:
            at = keys.index(k)
            assert got == values[at]
            del keys[at], values[at]
        else:
            assert got is None
    elif op == 8 and d:
        assert d.popitem() == (keys.pop(), values.pop())
    else:
        assert (k in d) == (k in keys) and d.get(k, -1) == (values[keys.index(k)] if k in keys else -1)
    assert len(d) == len(keys)
    if i % 50 == 0:
        assert list(d) == keys and list(d.values()) == values and list(reversed(d)) == keys[::-1]
        assert d == dict(zip(keys, values)) and d.copy() == d
print(len(d), sum(values))  # expect: 111 410327
