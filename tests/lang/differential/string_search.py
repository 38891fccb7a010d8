# find, count, replace and split against plain loops.
seed = 11


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n


def find(s, t):
    for i in range(len(s) - len(t) + 1):
        if s[i:i + len(t)] == t:
            return i
    return -1


def pieces(s, t):
    out = []
    while (i := find(s, t)) >= 0:
        out.append(s[:i])
        s = s[i + len(t):]
    return out + [s]


total = 0
for i in range(1500):
    letters = ("ab", "abc", "aé日")[i % 3]
    s = "".join(letters[rnd(len(letters))] for j in range(rnd(30)))
    t = "".join(letters[rnd(len(letters))] for j in range(1 + rnd(3)))
    assert s.find(t) == find(s, t) and (t in s) == (find(s, t) >= 0)
    assert s.rfind(t) == (-1 if find(s, t) < 0 else len(s) - len(t) - find(s[::-1], t[::-1]))
    assert s.split(t) == pieces(s, t) and s.count(t) == len(pieces(s, t)) - 1
    assert s.replace(t, "<>") == "<>".join(pieces(s, t)) and s.partition(t)[0] == pieces(s, t)[0]
    assert s.encode().decode() == s and s.encode().find(t.encode()) == len(s[:s.find(t)].encode()) * (t in s) - (t not in s)
    total += len(s.split(t))
print(total)  # expect: 5494
