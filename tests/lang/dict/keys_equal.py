# Which keys are the same key.
d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, d[1], len(d))  # expect: {1: 'bool'} bool 1
print({0: "a", False: "b", 0.0: "c", -0.0: "d", 0j: "e"}, {"1": 1, 1: 2})
# expect: {0: 'e'} {'1': 1, 1: 2}


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n


a, b = Key(1), Key(2)
k = {a: "a", b: "b"}  # expect: eq 1 2
print(k[a], k[b], k[Key(2)])
# expect: eq 1 2
# expect: eq 1 2
# expect: eq 2 2
# expect: a b b
print(Key(3) in k)
# expect: eq 1 3
# expect: eq 2 3
# expect: False


class NoHash:
    __hash__ = None


class OnlyEq:
    def __eq__(self, other):
        return True


for c in (NoHash, OnlyEq):
    try:
        {c(): 1}
    except TypeError as e:
        print(e)
        # expect: unhashable type: 'NoHash'
        # expect: unhashable type: 'OnlyEq'


class BadHash:
    def __hash__(self):
        return "text"


try:
    {BadHash()}
except TypeError as e:
    print(e)  # expect: __hash__ method should return an integer
nan = float("nan")
print({nan: 1}[nan], hash(10 ** 30) == hash(10.0 ** 30))  # expect: 1 False
