# What operators on two sets give and in which order is the same for small and large sets, with items
# that only Python can compare, and when such a comparison changes a set.
class Key:
    def __init__(self, n, spoil=None):
        self.n = n
        self.spoil = spoil

    def __hash__(self):
        return self.n % 5

    def __eq__(self, other):
        if self.spoil is not None:
            self.spoil.add(99)
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return "K%d" % self.n


for make in (int, Key):
    for n in (3, 20, 200):
        a = {make(i) for i in range(n)}
        b = {make(i) for i in range(n // 2, n + n // 2)}
        c = {make(n - 1)}
        print(len(a & b), len(a | b), len(a - b), len(a ^ b), len(a - c), len(c - a), len(a - a), len(a ^ a))
        print((a & b) | (a - b) == a, (a | b) - (a & b) == a ^ b, a & b <= a, a - b < a, (a ^ b) ^ b == a)
# expect: 2 4 1 2 2 0 0 0
# expect: True True True True True
# expect: 10 30 10 20 19 0 0 0
# expect: True True True True True
# expect: 100 300 100 200 199 0 0 0
# expect: True True True True True
# expect: 2 4 1 2 2 0 0 0
# expect: True True True True True
# expect: 10 30 10 20 19 0 0 0
# expect: True True True True True
# expect: 100 300 100 200 199 0 0 0
# expect: True True True True True

f = frozenset("abc")
print(type(f - {"a"}), type({"a"} - f), type(f ^ {"z"}), sorted(f ^ {"z", "a"}))  # expect: <class 'frozenset'> <class 'set'> <class 'frozenset'> ['b', 'c', 'z']
print(sorted({1, 2, 3}.difference([2])), sorted({1, 2, 3}.difference({2})), sorted({1, 2}.difference({1}, {2})))  # expect: [1, 3] [1, 3] []

# A comparison that adds to the set that is walked: the result is some set without doubles.
a = set()
a.update(Key(i, a) for i in range(3))
b = {Key(i + 5) for i in range(3)}
try:
    d = a - b
    print(len(d) == len({repr(x) for x in d}))
except RuntimeError:
    print(True)
# expect: True

# Iterating while nothing new comes in goes through all items.
s = set(range(40))
for i in range(0, 30, 3):
    s.discard(i)
seen = 0
for x in s:
    s |= {39, 38, 37}
    seen += 1
print(seen)  # expect: 30

# Lists and tuples: equal beginnings, then one that decides; NaN; items that only Python can compare.
nan = float("nan")
print([1, 2.0, "x", (1, "y")] == [1, 2, "x", (1, "y")], [1, nan] == [1, nan], [nan] == [1.0])  # expect: True True False
print([1, 2] < [1, 2, 0], [1, 3] < [1, 2, 0], (1, "a") < (1, "b"), [1, 2] >= [1, 2], [] < [1])  # expect: True False True True True
print([Key(1), 2] == [Key(1), 2], [0, Key(1)] != [0, Key(2)], [1, [2, Key(3)]] == [1, [2, Key(3)]])  # expect: True True True
try:
    [1, 2, "x"] < [1, 2, 3]
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
