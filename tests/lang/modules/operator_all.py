# operator and the native half of functools.

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

import _functools
import operator
op = operator
partial = _functools.partial
reduce = _functools.reduce
p = partial(int, base=2)
print(p('101'), p.func, p.args, p.keywords)  # expect: 5 <class 'int'> () {'base': 2}
print(partial(max, 1, 2)(5))  # expect: 5
print(partial(partial(max, 1), 2).args)  # expect: (1, 2)
print(repr(partial(max, 1, x=2)).replace('<built-in function max>', 'M'))
# expect: functools.partial(M, 1, x=2)
t(lambda: partial())  # expect: TypeError type 'partial' takes at least one argument
t(lambda: partial(5))  # expect: TypeError the first argument must be callable
t(lambda: reduce(lambda a, b: a + b, []))
# expect: TypeError reduce() of empty iterable with no initial value
t(lambda: reduce(lambda a, b: a + b, [1, 2, 3]))  # expect: 6
t(lambda: reduce(lambda a, b: a + b, [1, 2, 3], 10))  # expect: 16
t(lambda: reduce(1, 2))  # expect: TypeError reduce() arg 2 must support iteration
t(lambda: reduce())  # expect: TypeError reduce expected at least 2 arguments, got 0
p.x = 5
print(p.x)  # expect: 5
k = _functools.cmp_to_key(lambda a, b: b - a)
print(sorted([1, 3, 2], key=k))  # expect: [3, 2, 1]
t(lambda: k(1) < 5)  # expect: TypeError other argument must be K instance
t(lambda: _functools.cmp_to_key())
# expect: TypeError cmp_to_key() missing required argument 'mycmp' (pos 1)

def info(*a):
    return a

n = [0]

def f(*a, **k):
    n[0] += 1
    return (a, k)

c = _functools._lru_cache_wrapper(f, 2, False, info)
print(c(1), c(1), c(2), c(3), c(1), c.cache_info(), n)
# expect: ((1,), {}) ((1,), {}) ((2,), {}) ((3,), {}) ((1,), {}) (1, 4, 2, 2) [4]
c.cache_clear()
print(c.cache_info())  # expect: (0, 0, 2, 0)
print(c(1, x=2), c(1, x=2), c(1.0), c(1), c.cache_info())
# expect: ((1,), {'x': 2}) ((1,), {'x': 2}) ((1.0,), {}) ((1,), {}) (1, 3, 2, 2)
t(lambda: c([]))  # expect: TypeError unhashable type: 'list'
c = _functools._lru_cache_wrapper(f, None, True, info)
print(c(1), c(1.0), c(True), c.cache_info())
# expect: ((1,), {}) ((1.0,), {}) ((True,), {}) (0, 3, None, 3)
c.attr = 3
print(c.attr)  # expect: 3

class A:
    m = _functools._lru_cache_wrapper(lambda self, x: x * 2, 5, False, info)

print(A().m(4))  # expect: 8

def fib(n):
    return n if n < 2 else cfib(n - 1) + cfib(n - 2)

cfib = _functools._lru_cache_wrapper(fib, None, False, info)
print(cfib(100), cfib.cache_info())  # expect: 354224848179261915075 (98, 101, None, 101)
print(op.add(1, 2))  # expect: 3
print(op.itemgetter(1)([5, 6]))  # expect: 6
print(op.itemgetter(1, 0)('ab'))  # expect: ('b', 'a')
print(op.attrgetter('real')(5))  # expect: 5
print(op.attrgetter('real', 'imag')(5))  # expect: (5, 0)
print(op.attrgetter('__class__.__name__')(5))  # expect: int
print(op.methodcaller('upper')('a'))  # expect: A
print(op.methodcaller('split', ',', maxsplit=1)('a,b,c'))  # expect: ['a', 'b,c']
print(op.itemgetter(1, 'a'))  # expect: operator.itemgetter(1, 'a')
print(op.attrgetter('a.b'))  # expect: operator.attrgetter('a.b')
print(op.methodcaller('f', 1, x=2))  # expect: operator.methodcaller('f', 1, x=2)
print(op.__add__(1, 2))  # expect: 3
print(op.contains([1], 1))  # expect: True
print(op.countOf([1, 1], 1))  # expect: 2
print(op.indexOf([1, 2], 2))  # expect: 1
print(op.concat([1], [2]))  # expect: [1, 2]
print(op.not_(0))  # expect: True
print(op.truth(1))  # expect: True
print(op.is_(None, None))  # expect: True
print(op.index(5))  # expect: 5
print(op.length_hint([1, 2]))  # expect: 2
print(op.pow(2, 3))  # expect: 8
print(op.call(max, 1, 2))  # expect: 2
print(op.iadd([1], [2]))  # expect: [1, 2]
t(lambda: op.itemgetter())  # expect: TypeError itemgetter expected 1 argument, got 0
t(lambda: op.attrgetter(5))  # expect: TypeError attribute name must be a string
t(lambda: op.itemgetter(1)())  # expect: TypeError itemgetter expected 1 argument, got 0
t(lambda: op.itemgetter(5)([1]))  # expect: IndexError list index out of range
t(lambda: op.indexOf([], 1))  # expect: ValueError sequence.index(x): x not in sequence
t(lambda: op.concat(1, 2))  # expect: TypeError 'int' object can't be concatenated
t(lambda: op.add(1))  # expect: TypeError add expected 2 arguments, got 1
t(lambda: op.attrgetter('x')(5))  # expect: AttributeError 'int' object has no attribute 'x'
t(lambda: op.methodcaller())
# expect: TypeError methodcaller needs at least one argument, the method name
t(lambda: op._compare_digest('a', 'a'))
# expect: AttributeError module 'operator' has no attribute '_compare_digest'
s = sorted([('b', 2), ('a', 3)], key=op.itemgetter(1))
print(s)  # expect: [('b', 2), ('a', 3)]
