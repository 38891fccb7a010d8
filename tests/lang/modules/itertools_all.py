# Iterator types, itertools, deque and defaultdict: behaviour and messages.

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

t(lambda: list(enumerate('ab')))  # expect: [(0, 'a'), (1, 'b')]
t(lambda: list(enumerate('ab', start=5)))  # expect: [(5, 'a'), (6, 'b')]
t(lambda: list(enumerate('ab', 2 ** 62)))
# expect: [(4611686018427387904, 'a'), (4611686018427387905, 'b')]
t(lambda: enumerate())  # expect: TypeError enumerate() missing required argument 'iterable'
t(lambda: enumerate(5))  # expect: TypeError 'int' object is not iterable
t(lambda: list(zip([1, 2], 'ab')))  # expect: [(1, 'a'), (2, 'b')]
t(lambda: list(zip()))  # expect: []
t(lambda: list(zip([1, 2], [1], strict=True)))
# expect: ValueError zip() argument 2 is shorter than argument 1
t(lambda: list(zip([1], [1, 2], strict=True)))
# expect: ValueError zip() argument 2 is longer than argument 1
t(lambda: list(zip([1], [1], [1, 2], strict=True)))
# expect: ValueError zip() argument 3 is longer than arguments 1-2
t(lambda: list(zip([1], [1], [], strict=True)))
# expect: ValueError zip() argument 3 is shorter than arguments 1-2
t(lambda: zip(5))  # expect: TypeError 'int' object is not iterable
t(lambda: zip([], x=1))  # expect: TypeError zip() got an unexpected keyword argument 'x'
t(lambda: list(map(lambda a, b: a + b, [1, 2], [3, 4])))  # expect: [4, 6]
t(lambda: map(5))  # expect: TypeError map() must have at least two arguments.
t(lambda: list(map(5, [1])))  # expect: TypeError 'int' object is not callable
t(lambda: list(map(str, [1, 2])))  # expect: ['1', '2']
t(lambda: list(filter(None, [0, 1, 2])))  # expect: [1, 2]
t(lambda: list(filter(lambda x: x > 1, [0, 1, 2])))  # expect: [2]
t(lambda: filter(1))  # expect: TypeError filter expected 2 arguments, got 1
t(lambda: map(str, 5))  # expect: TypeError 'int' object is not iterable

class G:

    def __getitem__(s, i):
        if i > 3:
            raise IndexError
        return i * 10

    def __len__(s):
        return 4

print(list(G()))  # expect: [0, 10, 20, 30]
print(list(reversed(G())))  # expect: [30, 20, 10, 0]
print(20 in G())  # expect: True
print(type(iter(G())).__name__)  # expect: iterator
print(iter(G()).__length_hint__())  # expect: 4
n = [0]

def c():
    n[0] += 1
    return n[0]

print(list(iter(c, 5)), type(iter(c, 5)).__name__)  # expect: [1, 2, 3, 4] callable_iterator
t(lambda: next(iter([])))  # expect: StopIteration
t(lambda: next(iter([]), 7))  # expect: 7
t(lambda: next(5))  # expect: TypeError 'int' object is not an iterator
t(lambda: iter(5))  # expect: TypeError 'int' object is not iterable
t(lambda: iter(5, 6))  # expect: TypeError iter(v, w): v must be callable
import itertools
it = itertools
t(lambda: list(it.islice(it.count(), 5)))  # expect: [0, 1, 2, 3, 4]
t(lambda: list(it.islice(it.count(5, -2), 3)))  # expect: [5, 3, 1]
t(lambda: list(it.islice(it.count(0.5, 0.25), 3)))  # expect: [0.5, 0.75, 1.0]
t(lambda: it.count(5))  # expect: count(5)
t(lambda: it.count(5, 2))  # expect: count(5, 2)
t(lambda: it.count('a'))  # expect: TypeError a number is required
t(lambda: list(it.islice(it.cycle('ab'), 5)))  # expect: ['a', 'b', 'a', 'b', 'a']
t(lambda: list(it.cycle([])))  # expect: []
t(lambda: list(it.repeat(1, 3)))  # expect: [1, 1, 1]
t(lambda: it.repeat(1))  # expect: repeat(1)
t(lambda: it.repeat(1, 3))  # expect: repeat(1, 3)
t(lambda: list(it.chain([1], 'ab', (2,))))  # expect: [1, 'a', 'b', 2]
t(lambda: list(it.chain.from_iterable(['ab', 'c'])))  # expect: ['a', 'b', 'c']
t(lambda: list(it.chain([1], 5)))  # expect: TypeError 'int' object is not iterable
t(lambda: list(it.compress('abcd', [1, 0, 1])))  # expect: ['a', 'c']
t(lambda: list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])))  # expect: [1, 2]
t(lambda: list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])))  # expect: [3, 1]
t(lambda: list(it.filterfalse(None, [0, 1, 2, ''])))  # expect: [0, '']
t(lambda: list(it.starmap(pow, [(2, 3), (3, 2)])))  # expect: [8, 9]
t(lambda: list(it.accumulate([1, 2, 3])))  # expect: [1, 3, 6]
t(lambda: list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))  # expect: [10, 10, 20, 60]
t(lambda: list(it.accumulate([])))  # expect: []
t(lambda: list(it.islice('abcdef', 2)))  # expect: ['a', 'b']
t(lambda: list(it.islice('abcdef', 1, None, 2)))  # expect: ['b', 'd', 'f']
t(lambda: list(it.islice('abcdef', 3, 2)))  # expect: []
t(lambda: it.islice('a', -1))
# expect: ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
t(lambda: it.islice('a', 1, -1))
# expect: ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
t(lambda: it.islice('a', 1, 2, 0))
# expect: ValueError Step for islice() must be a positive integer or None.
t(lambda: it.islice('a'))  # expect: TypeError islice expected at least 2 arguments, got 1
t(lambda: list(it.pairwise([1, 2, 3])))  # expect: [(1, 2), (2, 3)]
t(lambda: list(it.pairwise([1])))  # expect: []
t(lambda: list(it.batched('abcdefg', 3)))  # expect: [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)]
t(lambda: list(it.batched('abcd', 3, strict=True)))  # expect: ValueError batched(): incomplete batch
t(lambda: it.batched('a', 0))  # expect: ValueError n must be at least one
t(lambda: list(it.zip_longest('abc', 'd', fillvalue='-')))
# expect: [('a', 'd'), ('b', '-'), ('c', '-')]
t(lambda: list(it.zip_longest()))  # expect: []
t(lambda: [(k, list(g)) for k, g in it.groupby('aabbbc')])
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('c', ['c'])]
t(lambda: [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)])
# expect: [(1, 2), (0, 2)]
t(lambda: [k for k, g in it.groupby('aabbbc')])  # expect: ['a', 'b', 'c']
t(lambda: list(it.product([1, 2], 'ab')))  # expect: [(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')]
t(lambda: list(it.product([0, 1], repeat=2)))  # expect: [(0, 0), (0, 1), (1, 0), (1, 1)]
t(lambda: list(it.product()))  # expect: [()]
t(lambda: list(it.product([], [1])))  # expect: []
t(lambda: list(it.permutations('abc')))
# expect: [('a', 'b', 'c'), ('a', 'c', 'b'), ('b', 'a', 'c'), ('b', 'c', 'a'), ('c', 'a', 'b'), ('c', 'b', 'a')]
t(lambda: list(it.permutations('abc', 2)))
# expect: [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')]
t(lambda: list(it.permutations('ab', 3)))  # expect: []
t(lambda: list(it.combinations('abcd', 2)))
# expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')]
t(lambda: list(it.combinations('ab', 3)))  # expect: []
t(lambda: list(it.combinations('ab', 0)))  # expect: [()]
t(lambda: list(it.combinations_with_replacement('abc', 2)))
# expect: [('a', 'a'), ('a', 'b'), ('a', 'c'), ('b', 'b'), ('b', 'c'), ('c', 'c')]
t(lambda: list(it.combinations_with_replacement([], 0)))  # expect: [()]
t(lambda: it.combinations('a', -1))  # expect: ValueError r must be non-negative
t(lambda: it.permutations('a', 'b'))  # expect: TypeError Expected int as r
a, b = it.tee([1, 2, 3])
print(next(a), next(a), list(b), list(a))  # expect: 1 2 [1, 2, 3] [3]
a, b, c = it.tee(iter('xy'), 3)
print(list(c), list(a), list(b))  # expect: ['x', 'y'] ['x', 'y'] ['x', 'y']
t(lambda: it.tee([], -1))  # expect: ValueError n must be >= 0
t(lambda: it.tee([1], 0))  # expect: ()
g = it.groupby('aab')
k, gg = next(g)
k2, g2 = next(g)
print(list(gg), list(g2))  # expect: [] ['b']
s = iter('abcdef')
x = list(it.islice(s, 2))
print(x, next(s))  # expect: ['a', 'b'] c
s = iter(range(10))
print(list(it.islice(s, 0, 5, 2)), next(s))  # expect: [0, 2, 4] 5
s = iter(range(10))
print(list(it.islice(s, 3, 2)), next(s))  # expect: [] 3
import _collections
deque = _collections.deque

defaultdict = _collections.defaultdict
d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
# expect: deque([1, 2, 3]) 5 0 4 4 0 deque([1, 2, 3])
d.rotate(1)
print(d)  # expect: deque([3, 1, 2])
d.rotate(-2)
print(d)  # expect: deque([2, 3, 1])
d.extend([7, 8])
d.extendleft([9, 10])
print(d, d.index(7), d.count(1), 8 in d)  # expect: deque([10, 9, 2, 3, 1, 7, 8]) 5 1 True
d.insert(2, 'x')
d.remove(7)
d.reverse()
print(d)  # expect: deque([8, 1, 3, 2, 'x', 9, 10])
del d[1]
d[0] = 'q'
print(d, list(reversed(d)), d.copy() == d, d < deque([0]) if False else '')
# expect: deque(['q', 3, 2, 'x', 9, 10]) [10, 9, 'x', 2, 3, 'q'] True
m = deque(range(10), maxlen=3)
print(m, m.maxlen)  # expect: deque([7, 8, 9], maxlen=3) 3
m.append(99)
m.appendleft(5)
print(m)  # expect: deque([5, 8, 9], maxlen=3)
m += [1]
print(m, m * 2, m + m, deque([1]) * 3, deque([1]) == deque([1]), deque([1]) < deque([2]))
# expect: deque([8, 9, 1], maxlen=3) deque([8, 9, 1], maxlen=3) deque([8, 9, 1], maxlen=3) deque([1, 1, 1]) True True
t(lambda: deque().pop())  # expect: IndexError pop from an empty deque
t(lambda: d.remove(77))  # expect: ValueError 77 is not in deque
t(lambda: d.index(77))  # expect: ValueError 77 is not in deque
t(lambda: d['a'])  # expect: TypeError sequence index must be integer, not 'str'
t(lambda: d[100])  # expect: IndexError deque index out of range
t(lambda: d + [1])  # expect: TypeError can only concatenate deque (not "list") to deque
t(lambda: deque(maxlen=-1))  # expect: ValueError maxlen must be non-negative
t(lambda: deque(1))  # expect: TypeError 'int' object is not iterable
t(lambda: d * 1.5)  # expect: TypeError can't multiply sequence by non-int of type 'float'
t(lambda: deque(1, 2, 3))  # expect: TypeError deque() takes at most 2 arguments (3 given)
t(lambda: deque([], maxlen='a'))  # expect: TypeError an integer is required
t(lambda: m.insert(0, 1))  # expect: IndexError deque already at its maximum size

def f():
    for v in d:
        d.append(1)

t(f)  # expect: RuntimeError deque mutated during iteration
x = deque()
x.append(x)
print(x)  # expect: deque([[...]])

class DQ(deque):
    pass

z = DQ([1, 2], 5)
z.attr = 1
print(z, z.copy(), type(z + z), z.attr)
# expect: DQ([1, 2], maxlen=5) DQ([1, 2], maxlen=5) <class '__main__.DQ'> 1
dd = defaultdict(list)
dd['a'].append(1)
dd['b']
print(dd, dd.default_factory, dict(dd), dd.copy(), dd | {1: 2}, type(dd | {}))
# expect: defaultdict(<class 'list'>, {'a': [1], 'b': []}) <class 'list'> {'a': [1], 'b': []} defaultdict(<class 'list'>, {'a': [1], 'b': []}) defaultdict(<class 'list'>, {'a': [1], 'b': [], 1: 2}) <class 'collections.defaultdict'>
t(lambda: defaultdict(5))  # expect: TypeError first argument must be callable or None
t(lambda: defaultdict()['x'])  # expect: KeyError 'x'
print(defaultdict(int, a=1), defaultdict(None, [(1, 2)]), dd.get('zz'), 'zz' in dd)
# expect: defaultdict(<class 'int'>, {'a': 1}) defaultdict(None, {1: 2}) None False
c = {}
_collections._count_elements(c, 'abracadabra')
print(c)  # expect: {'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}
