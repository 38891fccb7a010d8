# keys(), values() and items() follow the dict.
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k))
# expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)]) 2
d["c"] = 3
print(k, v, i, "c" in k, 3 in v, ("c", 3) in i, ("c", 4) in i)
# expect: dict_keys(['a', 'b', 'c']) dict_values([1, 2, 3]) dict_items([('a', 1), ('b', 2), ('c', 3)]) True True True False
print(sorted(k & {"a", "z"}), sorted(k | ["z"]), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c"}, k >= {"a"}, k.isdisjoint("xy"))
# expect: ['a'] ['a', 'b', 'c', 'z'] ['b', 'c'] ['b', 'c', 'q'] True True True
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), sorted(i & {("a", 1)}), i == dict(d).items(), d.keys() == d.keys())
# expect: ['c', 'b', 'a'] [3, 2, 1] [('c', 3), ('b', 2), ('a', 1)] [('a', 1)] True True
print(max(d, key=d.get), min(d.values()), sum(d.values()), [f"{a}{b}" for a, b in d.items()], v == d.values())
# expect: c 1 6 ['a1', 'b2', 'c3'] False
print(k.mapping["a"], type(k).__name__, type(v).__name__, type(i).__name__, type(iter(k)).__name__)
# expect: 1 dict_keys dict_values dict_items dict_keyiterator
try:
    k.mapping["a"] = 2
except TypeError as e:
    print(e)  # expect: 'mappingproxy' object does not support item assignment
