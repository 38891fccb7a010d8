# copy: shallow and deep copies of all kinds of objects.
import copy
class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f'P({self.x})'
p = P([1, [2]])
q = copy.copy(p); r = copy.deepcopy(p)
p.x[1].append(3); print(p, q, r, q.x is p.x)
# expect: P([1, [2, 3]]) P([1, [2, 3]]) P([1, [2]]) True
l = [1]; l.append(l); m = copy.deepcopy(l); print(m, m[1] is m, m is not l)
# expect: [1, [...]] True True
t = ([1], 2); u = copy.deepcopy(t); print(u == t, u[0] is t[0], copy.copy(t) is t, copy.deepcopy((1,2)) == (1,2))
# expect: True False True True
class L(list): pass
a = L([1,[2]]); a.tag = 'x'; b = copy.copy(a); c = copy.deepcopy(a); print(type(b), b, b.tag, c, c[1] is a[1], b[1] is a[1])
# expect: <class '__main__.L'> [1, [2]] x [1, [2]] False True
class D(dict): pass
print(copy.copy(D(a=1)), type(copy.deepcopy(D(a=[1]))))  # expect: {'a': 1} <class '__main__.D'>
class S:
    __slots__ = ('a', '__b')
    def __init__(self): self.a = [1]; self.__b = 2
    def get(self): return self.__b
s = copy.deepcopy(S()); print(s.a, s.get())  # expect: [1] 2
class C1:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(C1()), copy.deepcopy([C1()]))  # expect: copied ['deep']
print(copy.copy({1,2}), copy.deepcopy({1:{2:3}}), copy.deepcopy(frozenset([1])), copy.copy(print) is print, copy.deepcopy(len) is len, copy.copy(P) is P)
# expect: {1, 2} {1: {2: 3}} frozenset({1}) True True True
e = copy.copy(ValueError('a', 1)); print(repr(e))  # expect: ValueError('a', 1)
class G:
    def __getstate__(self): return {'z': 1}
    def __setstate__(self, st): self.got = st
print(copy.copy(G()).got)  # expect: {'z': 1}
class I(int): pass
i = I(5); i.k = 1; j = copy.deepcopy(i); print(j, type(j), j.k)  # expect: 5 <class '__main__.I'> 1
class T(tuple): pass
print(copy.deepcopy(T([1, [2]])), type(copy.copy(T([1]))))  # expect: (1, [2]) <class '__main__.T'>
class N:
    def __new__(cls, a): o = object.__new__(cls); o.a = a; return o
    def __getnewargs__(self): return (self.a,)
print(copy.copy(N(3)).a)  # expect: 3
print(copy.deepcopy(p.__init__).__self__ is p)  # expect: False
