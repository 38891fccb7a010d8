# Augmented assignment: the target is evaluated once, and mutable objects change in place.
a = 5
a += 2
a -= 1
a *= 3
a //= 2
a **= 2
a %= 50
a <<= 2
a >>= 1
a |= 1
a &= 0xff
a ^= 3
print(a)  # expect: 60
a /= 4
print(a)  # expect: 15.0
x = y = [1]
x += [2]
x *= 2
print(y, x is y)  # expect: [1, 2, 1, 2] True
s = t = "a"
s += "b"
print(s, t)  # expect: ab a


def index():
    print("index")
    return 0


v = [1, 2]
v[index()] += 10  # expect: index
print(v)  # expect: [11, 2]


class Obj:
    n = 1

    def __iadd__(self, other):
        self.n += other
        return self

    def __sub__(self, other):
        return f"sub {other}"


o = p = Obj()
o += 4
print(o.n, o is p, Obj.n)  # expect: 5 True 1
o -= 3
print(o)  # expect: sub 3
d = {"k": 1}
d["k"] += 1
p.n *= 100
print(d, p.n)  # expect: {'k': 2} 500
