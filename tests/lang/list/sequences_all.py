# Lists, tuples and slices: operations, edge cases and messages.

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

x = [1, 2, 3, 4, 5]
t(lambda: x[1:3])  # expect: [2, 3]
t(lambda: x[::-1])  # expect: [5, 4, 3, 2, 1]
t(lambda: x[::2])  # expect: [1, 3, 5]
t(lambda: x[-2:])  # expect: [4, 5]
t(lambda: x[10:])  # expect: []
t(lambda: x[5:1:-2])  # expect: [5, 3]
t(lambda: x[7])  # expect: IndexError list index out of range
t(lambda: x['a'])  # expect: TypeError list indices must be integers or slices, not str
t(lambda: x[1.0])  # expect: TypeError list indices must be integers or slices, not float
t(lambda: x[-6])  # expect: IndexError list index out of range
t(lambda: x[2 ** 70])  # expect: IndexError cannot fit 'int' into an index-sized integer
t(lambda: x[::0])  # expect: ValueError slice step cannot be zero

def f():
    y = x[:]
    y[1:3] = [9, 9, 9]
    return y

t(f)  # expect: [1, 9, 9, 9, 4, 5]

def f():
    y = x[:]
    y[::2] = [7, 8, 9]
    return y

t(f)  # expect: [7, 2, 8, 4, 9]

def f():
    y = x[:]
    y[::2] = [7, 8]
    return y

t(f)  # expect: ValueError attempt to assign sequence of size 2 to extended slice of size 3

def f():
    y = x[:]
    y[1:2] = 5
    return y

t(f)  # expect: TypeError must assign iterable to extended slice

def f():
    y = x[:]
    y[::2] = 5
    return y

t(f)  # expect: TypeError must assign iterable to extended slice

def f():
    y = x[:]
    del y[::2]
    return y

t(f)  # expect: [2, 4]

def f():
    y = x[:]
    del y[::-2]
    del y[0:0]
    return y

t(f)  # expect: [2, 4]

def f():
    y = x[:]
    del y[9]

t(f)  # expect: IndexError list assignment index out of range

def f():
    y = x[:]
    y[9] = 1

t(f)  # expect: IndexError list assignment index out of range

def f():
    y = x[:]
    y[2:2] = y
    return y

t(f)  # expect: [1, 2, 1, 2, 3, 4, 5, 3, 4, 5]

def f():
    y = x[:]
    y.extend(y)
    y += (1, 2)
    y *= 2
    y.insert(-1, 'i')
    y.insert(100, 'z')
    y.insert(-100, 'a')
    return y

t(f)
# expect: ['a', 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 'i', 2, 'z']
t(lambda: [1] + 5)  # expect: TypeError can only concatenate list (not "int") to list
t(lambda: 5 + [1])  # expect: TypeError unsupported operand type(s) for +: 'int' and 'list'
t(lambda: [1] * 'a')  # expect: TypeError can't multiply sequence by non-int of type 'str'
t(lambda: 'a' * [1])  # expect: TypeError can't multiply sequence by non-int of type 'list'
t(lambda: [1] * 1.5)  # expect: TypeError can't multiply sequence by non-int of type 'float'
t(lambda: 1.5 * [1])  # expect: TypeError can't multiply sequence by non-int of type 'float'
t(lambda: (1,) * [1])  # expect: TypeError can't multiply sequence by non-int of type 'list'
t(lambda: [1] + (2,))  # expect: TypeError can only concatenate list (not "tuple") to list
t(lambda: (1,) + [2])  # expect: TypeError can only concatenate tuple (not "list") to tuple
t(lambda: [1, 2] * 2 + 2 * [3])  # expect: [1, 2, 1, 2, 3, 3]
t(lambda: [1] * -1)  # expect: []
t(lambda: (1, 2) * 2)  # expect: (1, 2, 1, 2)
t(lambda: [].pop())  # expect: IndexError pop from empty list
t(lambda: [1].pop(5))  # expect: IndexError pop index out of range
t(lambda: [1].pop('a'))  # expect: TypeError 'str' object cannot be interpreted as an integer
t(lambda: [1].remove(2))  # expect: ValueError list.remove(x): x not in list
t(lambda: [1].index(2))  # expect: ValueError 2 is not in list
t(lambda: (1,).index(2))  # expect: ValueError tuple.index(x): x not in tuple
t(lambda: [3, 4, 5, 3].index(3, 1))  # expect: 3
t(lambda: [3, 4].index(3, 1, 2))  # expect: ValueError 3 is not in list
t(lambda: [1, 2, 1].count(1))  # expect: 2
t(lambda: [1].index())  # expect: TypeError index expected at least 1 argument, got 0
t(lambda: [1].append())  # expect: TypeError list.append() takes exactly one argument (0 given)
t(lambda: [1].append(1, 2))  # expect: TypeError list.append() takes exactly one argument (2 given)
t(lambda: [1].pop(1, 2))  # expect: TypeError pop expected at most 1 argument, got 2
t(lambda: [].sort(1))  # expect: TypeError sort() takes no positional arguments
t(lambda: list(1))  # expect: TypeError 'int' object is not iterable
t(lambda: list(1, 2))  # expect: TypeError list expected at most 1 argument, got 2
t(lambda: list(a=1))  # expect: TypeError list() takes no keyword arguments
t(lambda: tuple(1))  # expect: TypeError 'int' object is not iterable
t(lambda: tuple(a=1))  # expect: TypeError tuple() takes no keyword arguments
t(lambda: tuple(1, 2))  # expect: TypeError tuple expected at most 1 argument, got 2
t(lambda: [1, 2] < [1, 3])  # expect: True
t(lambda: [1, 2] == (1, 2))  # expect: False
t(lambda: [1, 2] < (1, 3))
# expect: TypeError '<' not supported between instances of 'list' and 'tuple'
t(lambda: [1, [2]] <= [1, [2]])  # expect: True
t(lambda: [1, 'a'] < [1, 2])
# expect: TypeError '<' not supported between instances of 'str' and 'int'
t(lambda: (1, 2) < (1, 2, 0))  # expect: True
t(lambda: (1,) != (2,))  # expect: True
t(lambda: hash((1, 2, 3)))  # expect: 529344067295497451
t(lambda: hash(()))  # expect: 5740354900026072187
t(lambda: hash((1, (2, 3))))  # expect: 7267574591690527098
t(lambda: hash([1]))  # expect: TypeError unhashable type: 'list'
t(lambda: hash({}))  # expect: TypeError unhashable type: 'dict'
t(lambda: hash(slice(1, 2)))  # expect: -2178470213028018262
t(lambda: hash((1.5, True, None.__class__ is None)))  # expect: -2426623596252682432
t(lambda: 2 in [1, 2])  # expect: True
t(lambda: float('nan') in [1])  # expect: False
n = float('nan')
t(lambda: n in [n])  # expect: True
y = [1]
y.append(y)
t(lambda: y)  # expect: [1, [...]]
z = ([],)
z[0].append(z)
t(lambda: z)  # expect: ([(...)],)
t(lambda: sorted([3, 1, 2]))  # expect: [1, 2, 3]
t(lambda: sorted([3, 1, 2], reverse=True))  # expect: [3, 2, 1]
t(lambda: sorted('banana'))  # expect: ['a', 'a', 'a', 'b', 'n', 'n']
t(lambda: sorted([1.5, 0.5, -1.0]))  # expect: [-1.0, 0.5, 1.5]
t(lambda: sorted([1, 'a']))
# expect: TypeError '<' not supported between instances of 'str' and 'int'
t(lambda: sorted([(2, 'b'), (1, 'z'), (2, 'a')]))  # expect: [(1, 'z'), (2, 'a'), (2, 'b')]
t(lambda: sorted(['bb', 'a', 'ccc'], key=len, reverse=True))  # expect: ['ccc', 'bb', 'a']

def f():
    y = [3, 2, 1]

    def k(v):
        y.append(1)
        return v
    y.sort(key=k)

t(f)  # expect: ValueError list modified during sort

def f():
    y = [3, 2, 1]
    try:
        y.sort(key=lambda v: 1 // 0)
    except ZeroDivisionError:
        pass
    return y

t(f)  # expect: [3, 2, 1]
seed = 12345

def rnd():
    global seed
    seed = (seed * 1103515245 + 12345) % (1 << 31)
    return seed

for n in (0, 1, 2, 5, 31, 32, 33, 64, 65, 100, 1000, 3000):
    for m in (2, 10, 1 << 31):
        a = [rnd() % m for i in range(n)]
        b = sorted(a)
        ok = all((b[i] <= b[i + 1] for i in range(n - 1)))
        c = sorted(a, key=lambda v: -v)
        ok2 = all((c[i] >= c[i + 1] for i in range(n - 1)))
        d = sorted([(v, i) for i, v in enumerate(a)], key=lambda p: p[0])
        ok3 = all(d[i] < d[i + 1] for i in range(n - 1))
        e = sorted([(v, i) for i, v in enumerate(a)], key=lambda p: p[0], reverse=True)
        ok4 = all(((-e[i][0], e[i][1]) < (-e[i + 1][0], e[i + 1][1]) for i in range(n - 1)))
        g = list(range(n))
        for _ in range(3):
            if n:
                g[rnd() % n] = rnd() % m
        h = sorted(g)
        ok5 = all((h[i] <= h[i + 1] for i in range(n - 1)))
        g2 = list(range(n // 2)) + list(range(n // 2))
        h2 = sorted(g2)
        ok6 = all((h2[i] <= h2[i + 1] for i in range(len(h2) - 1)))
        g3 = [str(v) for v in a]
        h3 = sorted(g3)
        ok7 = all((h3[i] <= h3[i + 1] for i in range(n - 1))) and len(h3) == n
        if not (ok and ok2 and ok3 and ok4 and ok5 and ok6 and ok7):
            print('SORT', n, m, ok, ok2, ok3, ok4, ok5, ok6, ok7)

class L(list):

    def __init__(self, a=(), b=0):
        super().__init__(a)
        self.b = b

l = L([1, 2], b=5)
l.append(3)
l.c = 9
print(l)  # expect: [1, 2, 3]
print(l.b)  # expect: 5
print(l.c)  # expect: 9
print(len(l))  # expect: 3
print(isinstance(l, list))  # expect: True
print(l == [1, 2, 3])  # expect: True
print(l + [4])  # expect: [1, 2, 3, 4]
print(type(l[:]))  # expect: <class 'list'>
print(type(l * 2))  # expect: <class 'list'>

class T(tuple):

    def __new__(cls, *a):
        s = super().__new__(cls, a)
        return s

tt = T(1, 2)
tt.x = 5
print(tt, tt.x, tt[0], hash(tt) == hash((1, 2)), tt == (1, 2), type(tt + ()), type(tt[:]))
# expect: (1, 2) 5 1 True True <class 'tuple'> <class 'tuple'>

class R:

    def __radd__(self, o):
        return ('radd', o)

    def __rmul__(self, o):
        return ('rmul', o)

print([1] + R(), (1,) + R(), [1] * R(), (1,) * R())
# expect: ('radd', [1]) ('radd', (1,)) ('rmul', [1]) ('rmul', (1,))

class I:

    def __index__(self):
        return 1

print([1, 2, 3][I()], [5] * I(), [1, 2, 3][I():], I() * [7])  # expect: 2 [5] [2, 3] [7]
it = iter([1, 2])
print(next(it), it.__length_hint__(), next(it), next(it, None))  # expect: 1 1 2 None
r = reversed([1, 2, 3])
print(next(r), list(r))  # expect: 3 [2, 1]
print(list(reversed((1, 2))))  # expect: [2, 1]
print(list(reversed('abc')))  # expect: ['c', 'b', 'a']
t(lambda: reversed({1}))  # expect: TypeError 'set' object is not reversible
t(lambda: list(reversed({1: 2, 3: 4})))  # expect: [3, 1]
t(lambda: reversed(5))  # expect: TypeError 'int' object is not reversible
a, *b = [1, 2, 3]
print(a, b)  # expect: 1 [2, 3]
t(lambda: (1, 2, 3)[5])  # expect: IndexError tuple index out of range
t(lambda: tuple('abc')['a'])  # expect: TypeError tuple indices must be integers or slices, not str
t(lambda: (1, 2, 3)[::2])  # expect: (1, 3)
t(lambda: ()[0])  # expect: IndexError tuple index out of range

def f():
    x = (1, 2)
    x[0] = 5

t(f)  # expect: TypeError 'tuple' object does not support item assignment

def f():
    x = (1, 2)
    del x[0]

t(f)  # expect: TypeError 'tuple' object doesn't support item deletion
print(slice(1, 2, 3))  # expect: slice(1, 2, 3)
print(slice(5))  # expect: slice(None, 5, None)
print(slice(None, 2).indices(10))  # expect: (0, 2, 1)
print(slice(1, 2) == slice(1, 2))  # expect: True
print(slice(None, None, -1).indices(5))  # expect: (4, -1, -1)
print(slice(-3, 100, 2).indices(10))  # expect: (7, 10, 2)
print(slice(1, 2) < slice(1, 3))  # expect: True
t(lambda: slice())  # expect: TypeError slice expected at least 1 argument, got 0
t(lambda: slice(1, 2, 3, 4))  # expect: TypeError slice expected at most 3 arguments, got 4
t(lambda: slice(1, 2, 0).indices(5))  # expect: ValueError slice step cannot be zero
t(lambda: slice('a').indices(5))
# expect: TypeError slice indices must be integers or None or have an __index__ method
t(lambda: slice(1).indices(-1))  # expect: ValueError length should not be negative
t(lambda: slice(0, 2 ** 70, 2 ** 65).indices(2 ** 72))
# expect: (0, 1180591620717411303424, 36893488147419103232)
print([].__class__)  # expect: <class 'list'>
print(list.__name__)  # expect: list
print([1, 2].__len__())  # expect: 2
print([1, 2].__contains__(1))  # expect: True
print(list.append)  # expect: <method 'append' of 'list' objects>
print([].append.__name__)  # expect: append
t(lambda: list.append(5, 1))
# expect: TypeError descriptor 'append' for 'list' objects doesn't apply to a 'int' object
t(lambda: list.append())  # expect: TypeError unbound method list.append() needs an argument
t(lambda: [].foo)  # expect: AttributeError 'list' object has no attribute 'foo'
x = [1, 2, 3]
for v in x:
    if v < 3:
        x.append(v + 10) if len(x) < 6 else None

print(x)  # expect: [1, 2, 3, 11, 12]
x = [0] * 5
x[1] += 1
print(x, [*x, *x], x.copy(), x.clear(), x)
# expect: [] [0, 1, 0, 0, 0, 0, 1, 0, 0, 0] [0, 1, 0, 0, 0] None []
t(lambda: max([]))  # expect: ValueError max() iterable argument is empty
t(lambda: max([3, 1, 2]))  # expect: 3
t(lambda: sum([1, 2, 3]))  # expect: 6
t(lambda: len(5))  # expect: TypeError object of type 'int' has no len()
