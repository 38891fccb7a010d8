# Dicts, sets and ranges: operations, edge cases and messages.

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

d = {1: 'a', 2: 'b'}
t(lambda: d[1])  # expect: a
t(lambda: d[3])  # expect: KeyError 3
t(lambda: d['x'])  # expect: KeyError 'x'
t(lambda: d.pop(9))  # expect: KeyError 9
t(lambda: {}.popitem())  # expect: KeyError 'popitem(): dictionary is empty'
t(lambda: d[[]])  # expect: TypeError unhashable type: 'list'
t(lambda: d.get([]))  # expect: TypeError unhashable type: 'list'
t(lambda: d.get(3))  # expect: None
t(lambda: d.get(3, 4))  # expect: 4
t(lambda: {1: 2}[True])  # expect: 2
t(lambda: {1.0: 2}[1])  # expect: 2
t(lambda: {2 ** 60: 3}[float(2 ** 60)])  # expect: 3
t(lambda: {-1: 1, -2: 2}[-2])  # expect: 2
t(lambda: dict(a=1, b=2))  # expect: {'a': 1, 'b': 2}
t(lambda: dict([(1, 2), [3, 4]], x=5))  # expect: {1: 2, 3: 4, 'x': 5}
t(lambda: dict(1))  # expect: TypeError 'int' object is not iterable
t(lambda: dict([1]))
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
t(lambda: dict([(1, 2, 3)]))
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
t(lambda: dict(1, 2))  # expect: TypeError dict expected at most 1 argument, got 2
t(lambda: dict(['ab']))  # expect: {'a': 'b'}
t(lambda: dict.fromkeys('abc', 1))  # expect: {'a': 1, 'b': 1, 'c': 1}
t(lambda: dict.fromkeys([1, 2]))  # expect: {1: None, 2: None}
t(lambda: d | {3: 4})  # expect: {1: 'a', 2: 'b', 3: 4}
t(lambda: d | [1])  # expect: TypeError unsupported operand type(s) for |: 'dict' and 'list'
t(lambda: d | 5)  # expect: TypeError unsupported operand type(s) for |: 'dict' and 'int'

def f():
    e = d.copy()
    e |= [(5, 6)]
    return e

t(f)  # expect: {1: 'a', 2: 'b', 5: 6}

def f():
    e = d.copy()
    for k in e:
        e[k + 10] = 1

t(f)  # expect: RuntimeError dictionary changed size during iteration

def f():
    e = d.copy()
    for k in e:
        del e[k]

t(f)  # expect: RuntimeError dictionary changed size during iteration

def f():
    e = d.copy()
    del e[9]

t(f)  # expect: KeyError 9
t(lambda: d.keys())  # expect: dict_keys([1, 2])
t(lambda: d.values())  # expect: dict_values(['a', 'b'])
t(lambda: d.items())  # expect: dict_items([(1, 'a'), (2, 'b')])
t(lambda: list(reversed(d.items())))  # expect: [(2, 'b'), (1, 'a')]
t(lambda: d.keys() & {1})  # expect: {1}
t(lambda: sorted(d.keys() | [7]))  # expect: [1, 2, 7]
t(lambda: d.keys() - [1])  # expect: {2}
t(lambda: sorted(d.keys() ^ {1, 5}))  # expect: [2, 5]
t(lambda: {1, 5} - d.keys())  # expect: {5}
t(lambda: d.items() & {(1, 'a')})  # expect: {(1, 'a')}
t(lambda: (1, 'a') in d.items())  # expect: True
t(lambda: 'a' in d.values())  # expect: True
t(lambda: d.keys() == {1, 2})  # expect: True
t(lambda: d.keys() < {1, 2, 3})  # expect: True
t(lambda: d.keys().isdisjoint([5]))  # expect: True
t(lambda: d.keys().mapping)  # expect: {1: 'a', 2: 'b'}
t(lambda: d.keys() | 5)  # expect: TypeError 'int' object is not iterable
t(lambda: hash(d.keys()))  # expect: TypeError unhashable type: 'dict_keys'
t(lambda: d.keys() < 5)
# expect: TypeError '<' not supported between instances of 'dict_keys' and 'int'
t(lambda: d == {2: 'b', 1: 'a'})  # expect: True
t(lambda: d != {})  # expect: True
t(lambda: d < d)  # expect: TypeError '<' not supported between instances of 'dict' and 'dict'
t(lambda: d.update(5))  # expect: TypeError 'int' object is not iterable
t(lambda: d.update(z=1))  # expect: None
t(lambda: d)  # expect: {1: 'a', 2: 'b', 'z': 1}
t(lambda: d.setdefault('q', []).append(1))  # expect: None
t(lambda: d)  # expect: {1: 'a', 2: 'b', 'z': 1, 'q': [1]}
t(lambda: d.update(1, 2))  # expect: TypeError update expected at most 1 argument, got 2
t(lambda: d.popitem())  # expect: ('q', [1])
t(lambda: d.pop('z'))  # expect: 1
t(lambda: d.pop('zz', None))  # expect: None
e = {}
e['e'] = e
t(lambda: e)  # expect: {'e': {...}}
t(lambda: len(d))  # expect: 2
t(lambda: bool({}))  # expect: False
t(lambda: d.get())  # expect: TypeError get expected at least 1 argument, got 0
t(lambda: d.setdefault())  # expect: TypeError setdefault expected at least 1 argument, got 0
t(lambda: d.keys(1))  # expect: TypeError dict.keys() takes no arguments (1 given)
t(lambda: d.pop())  # expect: TypeError pop expected at least 1 argument, got 0
b = {}
for i in range(5000):
    b[i] = i * 2
    b[str(i)] = i
    b[i + 0.5] = i

for i in range(0, 5000, 3):
    del b[i]
    del b[str(i)]

ok = all((b[i] == i * 2 for i in range(5000) if i % 3))
ok = ok and all(((i in b) == (i % 3 != 0) for i in range(5000)))
ok = ok and all((b[i + 0.5] == i for i in range(5000)))
print(ok, len(b))  # expect: True 11666
for i in range(20000):
    b[-i] = 1
    del b[-i]

print(len(b))  # expect: 11666
q = {}
for i in range(2000):
    q[i] = 1
    if i > 10:
        del q[next(iter(q))]

print(len(q), list(q)[:3])  # expect: 11 [1989, 1990, 1991]
while q:
    q.popitem()

print(q, len(q))  # expect: {} 0
q[1] = 2
print(q)  # expect: {1: 2}

class K:

    def __init__(s, v):
        s.v = v

    def __hash__(s):
        return s.v % 3

    def __eq__(s, o):
        return isinstance(o, K) and s.v == o.v

    def __repr__(s):
        return 'K%d' % s.v

k = {K(i): i for i in range(40)}
print(k[K(7)], K(41) in k, len(k))  # expect: 7 False 40
del k[K(7)]
print(K(7) in k, len(k))  # expect: False 39

class M:

    def __init__(s, d):
        s.d = d

    def __hash__(s):
        return 1

    def __eq__(s, o):
        s.d.clear()
        return False

dd = {}
dd[1] = 0
t(lambda: dd.get(M(dd)))  # expect: None
print(dd)  # expect: {}

class D(dict):

    def __missing__(s, k):
        return 'miss' + str(k)

x = D(a=1)
x.attr = 3
print(x['zz'])  # expect: misszz
print(x)  # expect: {'a': 1}
print(x.attr)  # expect: 3
print(x.get('q'))  # expect: None
print(isinstance(x, dict))  # expect: True
print(D.fromkeys('ab'))  # expect: {'a': None, 'b': None}
print(type(x.copy()))  # expect: <class 'dict'>

class W:

    def keys(s):
        return ['p', 'q']

    def __getitem__(s, k):
        return k * 2

print(dict(W()), {**W()}, {**d, 'a': 1})
# expect: {'p': 'pp', 'q': 'qq'} {'p': 'pp', 'q': 'qq'} {1: 'a', 2: 'b', 'a': 1}
it = iter({1: 2})
print(it.__length_hint__())  # expect: 1
print(type(it).__name__)  # expect: dict_keyiterator
print(type(iter({}.items())).__name__)  # expect: dict_itemiterator
print(type(reversed({}.values())).__name__)  # expect: dict_reversevalueiterator
print({1: 2, 'a': [1, {2: 3}]}, {True: 1}, {None: 0})
# expect: {1: 2, 'a': [1, {2: 3}]} {True: 1} {None: 0}
print({k: v for k, v in zip('abc', range(3))})  # expect: {'a': 0, 'b': 1, 'c': 2}
print(dict(zip('ab', [1, 2])))  # expect: {'a': 1, 'b': 2}
print(max({1: 5, 7: 0}))  # expect: 7
print(sorted({3: 1, 1: 2}))  # expect: [1, 3]
n = {}
n[1, 2] = 't'
print(n[1, 2])  # expect: t
t(lambda: {[]: 1})  # expect: TypeError unhashable type: 'list'
t(lambda: {{}: 1})  # expect: TypeError unhashable type: 'dict'
s = {1, 2, 3}
f0 = frozenset([3, 4])
t(lambda: sorted(s | f0))  # expect: [1, 2, 3, 4]
t(lambda: s & f0)  # expect: {3}
t(lambda: s - f0)  # expect: {1, 2}
t(lambda: sorted(s ^ f0))  # expect: [1, 2, 4]
t(lambda: sorted(f0 | s))  # expect: [1, 2, 3, 4]
t(lambda: s <= s)  # expect: True
t(lambda: s < s)  # expect: False
t(lambda: s > {1})  # expect: True
t(lambda: {1} == frozenset([1]))  # expect: True
t(lambda: s | [1])  # expect: TypeError unsupported operand type(s) for |: 'set' and 'list'
t(lambda: s < 5)  # expect: TypeError '<' not supported between instances of 'set' and 'int'
t(lambda: {frozenset([1]): 1}[frozenset([1])])  # expect: 1
t(lambda: {1} in {frozenset([1])})  # expect: True
t(lambda: s.add([]))  # expect: TypeError unhashable type: 'list'
t(lambda: s.remove(9))  # expect: KeyError 9
t(lambda: set().pop())  # expect: KeyError 'pop from an empty set'
t(lambda: sorted(s.union([9], (8,))))  # expect: [1, 2, 3, 8, 9]
t(lambda: s.intersection([1, 2], {2}))  # expect: {2}
t(lambda: s.difference([1], [2]))  # expect: {3}
t(lambda: sorted(s.symmetric_difference([1, 1, 9])))  # expect: [2, 3, 9]
t(lambda: s.issubset([1, 2, 3, 4]))  # expect: True
t(lambda: s.issuperset([1]))  # expect: True
t(lambda: s.isdisjoint([7]))  # expect: True
t(lambda: hash(s))  # expect: TypeError unhashable type: 'set'
t(lambda: set(5))  # expect: TypeError 'int' object is not iterable
t(lambda: set(1, 2))  # expect: TypeError set expected at most 1 argument, got 2
t(lambda: frozenset(a=1))  # expect: TypeError frozenset() takes no keyword arguments
t(lambda: set(a=1))  # expect: TypeError set() takes no keyword arguments
t(lambda: frozenset())  # expect: frozenset()
t(lambda: set())  # expect: set()
t(lambda: hash(frozenset([1, 2, 3])))  # expect: -272375401224217160
t(lambda: hash(frozenset()))  # expect: 133146708735736
t(lambda: hash(frozenset(range(50))) == hash(frozenset(reversed(range(50)))))  # expect: True

def f():
    u = set(s)
    u |= {9}
    u &= {1, 9, 2}
    u -= {2}
    u ^= {1, 5}
    u.update([6], [7])
    u.discard(99)
    u.intersection_update([9, 6, 5])
    u.difference_update([5])
    u.symmetric_difference_update([6, 8])
    return sorted(u)

t(f)  # expect: [8, 9]

def f():
    u = {1, 2}
    for x in u:
        u.add(x + 10)

t(f)  # expect: RuntimeError Set changed size during iteration

def f():
    u = {1}
    u |= [1]

t(f)  # expect: TypeError unsupported operand type(s) for |=: 'set' and 'list'
t(lambda: len(set(range(1000)) | set(range(500, 1500))))  # expect: 1500
t(lambda: {1, 2, 3}.__class__)  # expect: <class 'set'>
t(lambda: frozenset([1]).add(2))  # expect: AttributeError 'frozenset' object has no attribute 'add'
t(lambda: sorted({x % 7 for x in range(100)}))  # expect: [0, 1, 2, 3, 4, 5, 6]

class S(set):
    pass

z = S([1])
z.attr = 1
print(z, sorted(z | {2}), type(z | {2}), z.attr, type(z.copy()))
# expect: S({1}) [1, 2] <class 'set'> 1 <class 'set'>

class F(frozenset):
    pass

print(F([1]), hash(F([1])) == hash(frozenset([1])), frozenset(F([1])))
# expect: F({1}) True frozenset({1})
r = {1}
print(frozenset([frozenset()]))  # expect: frozenset({frozenset()})
print({()})  # expect: {()}
print({1: {2}})  # expect: {1: {2}}
print(s.copy() is s)  # expect: False
print(f0.copy() is f0)  # expect: True
print(frozenset(f0) is f0)  # expect: True
print(range(5))  # expect: range(0, 5)
print(range(1, 10, 3))  # expect: range(1, 10, 3)
print(range(0))  # expect: range(0, 0)
print(range(5) == range(0, 5, 1))  # expect: True
print(range(0) == range(2, 1))  # expect: True
print(hash(range(3)) == hash(range(0, 3, 1)))  # expect: True
print(list(range(10, 0, -3)))  # expect: [10, 7, 4, 1]
print(range(10)[2:5])  # expect: range(2, 5)
print(range(10)[::-2])  # expect: range(9, -1, -2)
print(range(10)[-1])  # expect: 9
print(5 in range(10))  # expect: True
print(5.0 in range(10))  # expect: True
print('a' in range(3))  # expect: False
print(range(3).index(2))  # expect: 2
print(range(3).count(1))  # expect: 1
print(len(range(0, 100, 7)))  # expect: 15
print(bool(range(0)))  # expect: False
print(list(reversed(range(0, 10, 3))))  # expect: [9, 6, 3, 0]
print(range(1, 2, 3).start)  # expect: 1
t(lambda: range())  # expect: TypeError range expected at least 1 argument, got 0
t(lambda: range(1, 2, 3, 4))  # expect: TypeError range expected at most 3 arguments, got 4
t(lambda: range(1.0))  # expect: TypeError 'float' object cannot be interpreted as an integer
t(lambda: range(1, 2, 0))  # expect: ValueError range() arg 3 must not be zero
t(lambda: range(3)[5])  # expect: IndexError range object index out of range
t(lambda: range(3)['a'])  # expect: TypeError range indices must be integers or slices, not str
t(lambda: range(3).index(9))  # expect: ValueError 9 is not in range
t(lambda: range(3).index('a'))  # expect: ValueError sequence.index(x): x not in sequence
t(lambda: range(a=1))  # expect: TypeError range() takes no keyword arguments
t(lambda: len(range(2 ** 70)))  # expect: OverflowError Python int too large to convert to C ssize_t
t(lambda: range(2 ** 70)[2 ** 69])  # expect: 590295810358705651712
t(lambda: list(range(2 ** 70, 2 ** 70 + 3)))
# expect: [1180591620717411303424, 1180591620717411303425, 1180591620717411303426]
t(lambda: range(2 ** 70)[-1])  # expect: 1180591620717411303423
t(lambda: 2 ** 69 in range(2 ** 70))  # expect: True
t(lambda: range(3) < range(4))
# expect: TypeError '<' not supported between instances of 'range' and 'range'
t(lambda: range(2 ** 70)[1:5])  # expect: range(1, 5)
t(lambda: list(reversed(range(2 ** 70, 2 ** 70 + 9, 4))))
# expect: [1180591620717411303432, 1180591620717411303428, 1180591620717411303424]
