# send(): the value of the yield expression.
def averager():
    total = n = 0
    average = None
    while True:
        x = yield average
        if x is None:
            return total
        total += x
        n += 1
        average = total / n


g = averager()
print(next(g), g.send(10), g.send(20), g.send(3))  # expect: None 10.0 15.0 11.0
try:
    g.send(None)
except StopIteration as e:
    print("total", e.value)  # expect: total 33


def echo():
    got = []
    while len(got) < 3:
        got.append((yield))
    return got


e = echo()
try:
    e.send(5)
except TypeError as x:
    print(x)  # expect: can't send non-None value to a just-started generator
next(e)
e.send(1)
next(e)
try:
    e.send(2)
except StopIteration as x:
    print(x.value)  # expect: [1, None, 2]
try:
    e.send(2)
except StopIteration as x:
    print("finished", x.value)  # expect: finished None


def several():
    a = yield 1
    b = yield a, (yield 2)
    print(a, b, (yield))
    return (yield 3) or "or"


s = several()
print(next(s), s.send("A"), s.send("B"), s.send("C"))  # expect: 1 2 ('A', 'B') None
