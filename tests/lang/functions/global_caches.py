# Globals that many reads have remembered: new ones, deleted ones, ones that hide a builtin, the
# same code with other globals.
import math
import types

n = 1


def read():
    return n, len("four")


def write(v):
    global n
    n = v


for k in range(6):
    if k == 2:
        new_name = 1  # the dict gets a key
    if k == 3:
        len = lambda s: "mine"
    if k == 5:
        del len
    write(k)
    print(read())
# expect: (0, 4)
# expect: (1, 4)
# expect: (2, 4)
# expect: (3, 'mine')
# expect: (4, 'mine')
# expect: (5, 4)

del n
try:
    read()
except NameError as e:
    print(e)  # expect: name 'n' is not defined
n = "again"
print(read())  # expect: ('again', 4)

other = types.FunctionType(read.__code__, {"n": "other", "len": lambda s: "other len"})
for k in range(3):
    print(other(), read())
# expect: ('other', 'other len') ('again', 4)
# expect: ('other', 'other len') ('again', 4)
# expect: ('other', 'other len') ('again', 4)


# many new names between the reads
def churn(k):
    globals()["name%d" % k] = k
    return read()[0]


print({churn(k) for k in range(500)})  # expect: {'again'}
for k in range(500):
    del globals()["name%d" % k]
print(read())  # expect: ('again', 4)


# an attribute of a module
def pi():
    return math.pi


keep = math.pi
print(pi() == keep)  # expect: True
math.pi = 3
print(pi())  # expect: 3
math.extra = 1
print(pi())  # expect: 3
del math.pi
try:
    pi()
except AttributeError as e:
    print(e)  # expect: module 'math' has no attribute 'pi'
math.pi = keep
print(pi() == keep)  # expect: True


# __eq__ of a key that changes the dict it is looked up in
class Key:
    def __init__(self, name, d):
        self.name = name
        self.d = d

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if self.d is not None:
            d, self.d = self.d, None
            d.clear()
            for i in range(3):
                d[Key("k%d" % i, None)] = i
        return self.name == other.name


for size in (1, 5, 30):
    d = {}
    for i in range(size):
        d[Key("k%d" % i, None)] = i
    list(d)[0].d = d
    print(d.get(Key("k2", None)), [k.name for k in d])
# expect: 2 ['k0', 'k1', 'k2']
# expect: 2 ['k0', 'k1', 'k2']
# expect: 2 ['k0', 'k1', 'k2']
