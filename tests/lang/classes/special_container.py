# Special methods of containers and iterators.
class Box:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        print("len")
        return len(self.items)

    def __getitem__(self, i):
        print("get", i)
        return self.items[i]

    def __setitem__(self, i, v):
        print("set", i, v)

    def __delitem__(self, i):
        print("del", i)

    def __contains__(self, x):
        print("contains", x)
        return "truthy"


b = Box(1, 2)
print(len(b), b[0], 5 in b, 5 not in b, bool(b))
# expect: len
# expect: get 0
# expect: contains 5
# expect: contains 5
# expect: len
# expect: 2 1 True False True
b[0] = 1  # expect: set 0 1
b[1:2] = [5]  # expect: set slice(1, 2, None) [5]
del b[0]  # expect: del 0
b[0] += 5
# expect: get 0
# expect: set 0 6
for x in b:
    print("loop", x)
    # expect: get 0
    # expect: loop 1
    # expect: get 1
    # expect: loop 2
    # expect: get 2
print(list(reversed(b)))
# expect: len
# expect: len
# expect: get 1
# expect: get 0
# expect: [2, 1]


class Old:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * i


print(list(Old()), 4 in Old(), 5 in Old(), [*Old()], sum(Old()), tuple(Old()))
# expect: [0, 1, 4] True False [0, 1, 4] 5 (0, 1, 4)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def __length_hint__(self):
        return self.n

    def __reversed__(self):
        return "reversed!"


print(list(Countdown(3)), 1 in Countdown(3), max(Countdown(4)), reversed(Countdown(1)), list(zip(Countdown(2), "ab")))
# expect: [2, 1, 0] True 3 reversed! [(1, 'a'), (0, 'b')]
a, b = Countdown(2)
print(a, b)  # expect: 1 0


class NotIter:
    def __iter__(self):
        return 5


class NoLen:
    def __len__(self):
        return "a"


class NoContains:
    __contains__ = None


for f in (lambda: iter(NotIter()), lambda: len(NoLen()), lambda: 1 in NoContains(), lambda: list(object()), lambda: reversed(5), lambda: reversed({1})):
    try:
        f()
    except TypeError as e:
        print(e)
        # expect: iter() returned non-iterator of type 'int'
        # expect: 'str' object cannot be interpreted as an integer
        # expect: 'NoContains' object is not a container
        # expect: 'object' object is not iterable
        # expect: 'int' object is not reversible
        # expect: 'set' object is not reversible
