# Comparing, hashing and mixing big ints with small ones and floats.
a, b = 10 ** 30, 10 ** 30
print(a == b, a is not None, a != b + 1, a < b + 1, a > -b, -a < 5 < a)
# expect: True True True True True True
print(hash(a) == hash(b), {a: 1}[b], len({a, b, a + 1}))  # expect: True 1 2
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53)
# expect: True False True
print(10 ** 400 > 1e308, 10 ** 400 < float("inf"), -10 ** 400 > -float("inf"))
# expect: True True True
print(hash(1) == hash(1.0), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2))
# expect: True 0 1 -2 -2
print(1 == 1.0 == True, 0 == False, 2 == 2.5)  # expect: True True False
print(max(a, 3, b + 1) - a, min(a, -a) + a)  # expect: 1 0
print(sorted([10 ** 20, -10 ** 20, 0, 2.5, 10 ** 19]))
# expect: [-100000000000000000000, 0, 2.5, 10000000000000000000, 100000000000000000000]
