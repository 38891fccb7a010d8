# collections, functools, heapq and bisect.

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

from collections import namedtuple, OrderedDict, Counter, deque, defaultdict
P = namedtuple('P', 'x y')
p = P(1, 2)
print(p)  # expect: P(x=1, y=2)
print(p.x)  # expect: 1
print(p.y)  # expect: 2
print(p[0])  # expect: 1
print(p._asdict())  # expect: {'x': 1, 'y': 2}
print(p._replace(x=5))  # expect: P(x=5, y=2)
print(P._make([3, 4]))  # expect: P(x=3, y=4)
print(P._fields)  # expect: ('x', 'y')
print(P(y=1, x=2))  # expect: P(x=2, y=1)
print(p == (1, 2))  # expect: True
print(hash(p) == hash((1, 2)))  # expect: True
print(P.__doc__)  # expect: P(x, y)
print(P.x.__doc__)  # expect: Alias for field number 0
t(lambda: P(1))  # expect: TypeError P.__new__() missing 1 required positional argument: 'y'
t(lambda: P(1, 2, 3))  # expect: TypeError P.__new__() takes 3 positional arguments but 4 were given
t(lambda: P(1, z=2))  # expect: TypeError P.__new__() got an unexpected keyword argument 'z'
t(lambda: P._make([1]))  # expect: TypeError Expected 2 arguments, got 1
t(lambda: p._replace(z=1))  # expect: TypeError Got unexpected field names: ['z']
t(lambda: namedtuple('P', 'x x'))  # expect: ValueError Encountered duplicate field name: 'x'
t(lambda: namedtuple('P', '_x'))
# expect: ValueError Field names cannot start with an underscore: '_x'
t(lambda: namedtuple('P', 'class'))
# expect: ValueError Type names and field names cannot be a keyword: 'class'
t(lambda: namedtuple('1a', 'x'))
# expect: ValueError Type names and field names must be valid identifiers: '1a'
t(lambda: namedtuple('P', 'x y', defaults=[1, 2, 3]))
# expect: TypeError Got more default values than field names
Q = namedtuple('Q', ['a', 'b'], defaults=[7])
print(Q(1), Q._field_defaults, namedtuple('R', 'x class _y x', rename=True)._fields)
# expect: Q(a=1, b=7) {'b': 7} ('x', '_1', '_2', '_3')

def f():
    p.x = 5

t(f)  # expect: AttributeError can't set attribute

class Pt(namedtuple('Pt', 'x y')):
    __slots__ = ()

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

print(Pt(3, 4).norm(), Pt(3, 4), P.__module__)  # expect: 5.0 Pt(x=3, y=4) __main__
match p:
    case P(x=1, y=b):
        print('match', b)  # expect: match 2

x, y = p
print(x, y)  # expect: 1 2
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
o.move_to_end('a')
print(o)  # expect: OrderedDict({'b': 2, 'c': 3, 'a': 1})
o.move_to_end('c', last=False)
print(o, o.popitem(), o.popitem(last=False), o)
# expect: OrderedDict({'b': 2}) ('a', 1) ('c', 3) OrderedDict({'b': 2})
t(lambda: o.move_to_end('zz'))  # expect: KeyError 'zz'
t(lambda: OrderedDict().popitem())  # expect: KeyError 'dictionary is empty'
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))  # expect: False
print(OrderedDict(a=1) == {'a': 1})  # expect: True
print(list(reversed(OrderedDict(a=1, b=2))))  # expect: ['b', 'a']
print(OrderedDict(a=1) | {'b': 2})  # expect: OrderedDict({'a': 1, 'b': 2})
print(OrderedDict())  # expect: OrderedDict()
print(OrderedDict.fromkeys('ab', 0))  # expect: OrderedDict({'a': 0, 'b': 0})
print(o.copy())  # expect: OrderedDict({'b': 2})
c = Counter('abracadabra')
print(c, c['z'], c.most_common(2), sorted(c.elements())[:3], c.total())
# expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) 0 [('a', 5), ('b', 2)] ['a', 'a', 'a'] 11
c.update('aaa')
c.subtract('b')
print(c)  # expect: Counter({'a': 8, 'r': 2, 'b': 1, 'c': 1, 'd': 1})
print(c + Counter(a=1))  # expect: Counter({'a': 9, 'r': 2, 'b': 1, 'c': 1, 'd': 1})
print(c - Counter(a=100))  # expect: Counter({'r': 2, 'b': 1, 'c': 1, 'd': 1})
print(c & Counter(a=2, b=1))  # expect: Counter({'a': 2, 'b': 1})
print(c | Counter(z=3))  # expect: Counter({'a': 8, 'z': 3, 'r': 2, 'b': 1, 'c': 1, 'd': 1})
print(+Counter(a=-1, b=1))  # expect: Counter({'b': 1})
print(-Counter(a=-1))  # expect: Counter({'a': 1})
print(Counter(a=1) == Counter(a=1, b=0))  # expect: True
print(Counter(a=1) <= Counter(a=2))  # expect: True
print(Counter())  # expect: Counter()
print(Counter(a=1, b=2))  # expect: Counter({'b': 2, 'a': 1})
print(Counter({'x': 2}))  # expect: Counter({'x': 2})
del c['nope']
t(lambda: Counter.fromkeys('a'))
# expect: NotImplementedError Counter.fromkeys() is undefined.  Use Counter(iterable) instead.
c2 = Counter(a=3)
c2 += Counter(a=1, b=-5)
print(c2)  # expect: Counter({'a': 4})
print(c.copy() == c, dict(c2))  # expect: True {'a': 4}
from collections import ChainMap, UserDict, UserList, UserString
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm['a'])  # expect: 1
print(cm['b'])  # expect: 3
print(len(cm))  # expect: 2
print(list(cm))  # expect: ['a', 'b']
print(cm)  # expect: ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm.new_child({'c': 1}))  # expect: ChainMap({'c': 1}, {'a': 1}, {'a': 2, 'b': 3})
print(cm.parents)  # expect: ChainMap({'a': 2, 'b': 3})
print('b' in cm)  # expect: True
cm['z'] = 1
print(cm.maps)  # expect: [{'a': 1, 'z': 1}, {'a': 2, 'b': 3}]
t(lambda: cm['q'])  # expect: KeyError 'q'
t(lambda: cm.pop('b'))  # expect: KeyError "Key not found in the first mapping: 'b'"

class UD(UserDict):

    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)

u = UD(a=1)
u['b'] = 2
print(u, u.get('x', 9), list(u.items()), 'a' in u, len(u))
# expect: {'a': 2, 'b': 4} 9 [('a', 2), ('b', 4)] True 2
l = UserList([3, 1])
l.append(2)
l.sort()
print(l, l[0:2], l + [1], type(l[0:1]).__name__)  # expect: [1, 2, 3] [1, 2] [1, 2, 3, 1] UserList
print(UserString('ab').upper() + 'c', UserString('x') * 3, UserString('a,b').split(','))
# expect: ABc xxx ['a', 'b']
import collections.abc as abc
print(isinstance([], abc.Sequence))  # expect: True
print(isinstance({}, abc.Mapping))  # expect: True
print(isinstance(5, abc.Hashable))  # expect: True
print(isinstance([], abc.Hashable))  # expect: False
print(isinstance(iter([]), abc.Iterator))  # expect: True
print(isinstance('', abc.Iterable))  # expect: True
print(callable(len) and isinstance(len, abc.Callable))  # expect: True
print(isinstance((x for x in []), abc.Generator))  # expect: True
print(issubclass(dict, abc.MutableMapping))  # expect: True
print(isinstance({1}, abc.Set))  # expect: True
print(isinstance(deque(), abc.MutableSequence))  # expect: True
print(isinstance({}.keys(), abc.KeysView))  # expect: True

class MySeq(abc.Sequence):

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i

    def __len__(self):
        return 3

s = MySeq()
print(list(s), 4 in s, s.index(4), list(reversed(s)), s.count(1))
# expect: [0, 1, 4] True 2 [4, 1, 0] 1
t(lambda: abc.Sequence())
# expect: TypeError Can't instantiate abstract class Sequence without an implementation for abstract methods '__getitem__', '__len__'
import functools

@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

print(fib(80), fib.cache_info(), fib.__name__, fib.cache_parameters())
# expect: 23416728348467685 CacheInfo(hits=78, misses=81, maxsize=128, currsize=81) fib {'maxsize': 128, 'typed': False}

@functools.lru_cache(maxsize=2)
def g(x, y=1):
    return x

g(1)
g(2)
g(1)
g(3)
g(2)
print(g.cache_info())  # expect: CacheInfo(hits=1, misses=4, maxsize=2, currsize=2)

@functools.cache
def h(x):
    return x

print(h(1), h.cache_info())  # expect: 1 CacheInfo(hits=0, misses=1, maxsize=None, currsize=1)
t(lambda: functools.lru_cache('a'))
# expect: TypeError Expected first argument to be an integer, a callable, or None

def deco(f):

    @functools.wraps(f)
    def w(*a):
        """wdoc"""
        return f(*a)
    return w

@deco
def named(a):
    """doc"""
    return a

print(named.__name__, named.__doc__, named.__wrapped__ is not None, named(3))
# expect: named doc True 3

@functools.total_ordering
class V:

    def __init__(s, v):
        s.v = v

    def __eq__(s, o):
        return s.v == o.v

    def __lt__(s, o):
        return s.v < o.v

print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2))  # expect: True True False True
t(lambda: functools.total_ordering(object))
# expect: ValueError must define at least one ordering operation: < > <= >=

class C:
    n = 0

    @functools.cached_property
    def p(self):
        C.n += 1
        return 42

    def m(self, a, b):
        return (a, b)
    pm = functools.partialmethod(m, 1)

c = C()
print(c.p, c.p, C.n, c.__dict__, c.pm(2))  # expect: 42 42 1 {'p': 42} (1, 2)

@functools.singledispatch
def sd(a):
    return 'obj'

@sd.register
def _(a: int):
    return 'int'

@sd.register(list)
def _(a):
    return 'list'

print(sd(1), sd([]), sd('x'), sd(True), sd.dispatch(int)(3))  # expect: int list obj int int
t(lambda: sd())  # expect: TypeError sd requires at least 1 positional argument

class SM:

    @functools.singledispatchmethod
    def f(self, a):
        return 'd'

    @f.register
    def _(self, a: str):
        return 's'

print(SM().f(1), SM().f('a'))  # expect: d s
import heapq, bisect
hp = [5, 3, 8, 1]
heapq.heapify(hp)
print(hp[0])  # expect: 1
heapq.heappush(hp, 0)
print([heapq.heappop(hp) for _ in range(5)])  # expect: [0, 1, 3, 5, 8]
t(lambda: heapq.heappop([]))  # expect: IndexError index out of range
t(lambda: heapq.heappush(5, 1))  # expect: TypeError heappush() argument 1 must be list, not int
print(list(heapq.merge([1, 4], [2, 3], [0])))  # expect: [0, 1, 2, 3, 4]
print(list(heapq.merge([4, 1], [3], reverse=True)))  # expect: [4, 3, 1]
print(heapq.nlargest(2, [1, 5, 3]))  # expect: [5, 3]
print(heapq.nsmallest(2, [1, 5, 3]))  # expect: [1, 3]
print(heapq.nlargest(2, ['a', 'bbb', 'cc'], key=len))  # expect: ['bbb', 'cc']
print(heapq.heappushpop([1, 2], 0))  # expect: 0
print(heapq.heapreplace([1, 2], 3))  # expect: 1
print(heapq.nsmallest(10, [3, 1]))  # expect: [1, 3]
print(heapq.nlargest(3, [(1, 'a'), (1, 'b'), (0, 'c'), (1, 'd')], key=lambda p: p[0]))
# expect: [(1, 'a'), (1, 'b'), (1, 'd')]
a = [1, 2, 2, 3]
print(bisect.bisect(a, 2))  # expect: 3
print(bisect.bisect_left(a, 2))  # expect: 1
print(bisect.bisect(a, 0))  # expect: 0
print(bisect.bisect_right([1, 2], 9))  # expect: 2
bisect.insort(a, 2.5)
print(a, bisect.bisect_left([(1, 'a'), (2, 'b')], 2, key=lambda p: p[0]))
# expect: [1, 2, 2, 2.5, 3] 1
t(lambda: bisect.bisect([1], 2, -1))  # expect: ValueError lo must be non-negative
