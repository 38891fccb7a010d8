# Order of insertion survives deletion, growth and reuse.
d = {}
for i in range(20):
    d[i] = i
for i in range(0, 20, 2):
    del d[i]
d[0] = "again"
d[1] = "kept its place"
print(d)
# expect: {1: 'kept its place', 3: 3, 5: 5, 7: 7, 9: 9, 11: 11, 13: 13, 15: 15, 17: 17, 19: 19, 0: 'again'}
for i in range(1000):
    d[f"k{i}"] = i
for i in range(995):
    del d[f"k{i}"]
print(list(d)[:4], list(d)[-5:], len(d))
# expect: [1, 3, 5, 7] ['k995', 'k996', 'k997', 'k998', 'k999'] 16
print(d.popitem(), d.popitem(), len(d), next(iter(d)), next(reversed(d)))
# expect: ('k999', 999) ('k998', 998) 14 1 k997
