# Comparison special methods.
class N:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print("eq", end=" ")
        return self.n == o.n if isinstance(o, N) else NotImplemented

    def __lt__(self, o):
        print("lt", end=" ")
        return self.n < o.n if isinstance(o, N) else NotImplemented

    def __le__(self, o):
        print("le", end=" ")
        return "le result"

    def __hash__(self):
        return hash(self.n)


a, b = N(1), N(2)
print(a == b, a != b, a < b, a > b, a <= b, a >= b)
# expect: eq eq lt lt le le False True True False le result le result
print(a == 1, a != 1, a in [b, N(1)], [a] == [N(1)], (a, 1) < (b, 1), {a: "x"}[N(1)], sorted([b, a])[0].n, max(a, b).n)
# expect: eq eq eq eq eq eq lt eq lt lt False True True True True x 1 2
for f in (lambda: a < 1, lambda: 1 < a, lambda: a > 1):
    try:
        f()
    except TypeError as e:
        print(e)
        # expect: lt '<' not supported between instances of 'N' and 'int'
        # expect: '<' not supported between instances of 'int' and 'N'
        # expect: '>' not supported between instances of 'N' and 'int'


class OnlyEq:
    def __eq__(self, o):
        return True


x = OnlyEq()
print(x == 5, x != 5, 5 == x, x == None)  # expect: True False True True
try:
    hash(x)
except TypeError as e:
    print(e)  # expect: unhashable type: 'OnlyEq'


class Ne:
    def __ne__(self, o):
        return "ne"


print(Ne() != 1, Ne() == 1, 1 != Ne())  # expect: ne False ne


class Sub(N):
    def __gt__(self, o):
        print("Sub gt", end=" ")
        return True


print(N(5) < Sub(1), Sub(1) < N(5))  # expect: Sub gt lt True True
