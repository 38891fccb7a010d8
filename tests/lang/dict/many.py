# Large dicts, deletion while growing, keys of many kinds.
d = {}
for i in range(20000):
    d[i * 7] = i
print(len(d), d[7 * 12345], 3 in d, sum(d.values()))  # expect: 20000 12345 False 199990000
for i in range(0, 20000, 3):
    del d[i * 7]
print(len(d), 0 in d, 7 in d)  # expect: 13333 False True
s = {str(i): i for i in range(5000)}
print(len(s), s["4999"], "5000" in s, sum(s.values()))  # expect: 5000 4999 False 12497500
m = {}
for k in (1, "1", 1.5, None, True, (1, 2), "x" * 100, b"1", frozenset([1]), 10 ** 30, len, int):
    m[k] = 1
print(len(m), m[10 ** 30], m[frozenset([1])], m[(1, 2)])  # expect: 11 1 1 1
