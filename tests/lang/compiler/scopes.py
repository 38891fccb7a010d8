# Closures, comprehensions and class bodies: which variable a name is.
# closures & comps
def c1():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: (i, j) for i in range(2) for j in 'ab']
    z = 10
    hs = [(lambda: z + k)() for k in range(3)]
    z = 20
    return [f() for f in fs], [g() for g in gs], hs, [z for z in range(2)], z
print(c1())
# expect: ([2, 2, 2], [(0, 'b'), (0, 'b'), (1, 'b'), (1, 'b')], [10, 11, 12], [0, 1], 20)
class C1:
    y = 5
    a = [y for y in range(3)]
    b = [i for i in range(y)]
    def m(self): return __class__
    l = lambda: 3
    try: c = [y2 for _ in range(1) for y2 in [y]]
    except NameError as e: c = str(e)
print(C1.a, C1.b, C1().m(), C1.c, C1.y)
# expect: [0, 1, 2] [0, 1, 2, 3, 4] <class '__main__.C1'> name 'y' is not defined 5
def c2():
    class A:
        x = [v for v in outer]
        def g(self): return outer
        nonlocal_test = outer
    return A.x, A().g(), A.nonlocal_test
outer = 'glob'
def c3():
    outer = 'loc'
    class A:
        outer = outer if False else 'cls'
        def g(self): return outer
        z = [outer for _ in 'a']
    return A.outer, A().g(), A.z
print(c2())  # expect: (['g', 'l', 'o', 'b'], 'glob', 'glob')
try: print(c3())  # expect: ('cls', 'loc', ['loc'])
except NameError as e: print(e)
def c4():
    x = 1
    def a():
        nonlocal x
        x += 1
        def b():
            nonlocal x
            x *= 10
            return x
        return b
    b = a(); b()
    del_ = [x]
    return x, del_
print(c4())  # expect: (20, [20])
def c5(n):
    total = 0
    print([total := total + v for v in range(n)], total, [y := 1, y ** 2], y)
    if any((hit := v) > 2 for v in range(n)): print(hit)
    def inner():
        nonlocal total
        return [total := total + 1 for _ in 'ab'], total
    print(inner(), total)
c5(5)
# expect: [0, 1, 3, 6, 10] 10 [1, 1] 1
# expect: 3
# expect: ([11, 12], 12) 12
print([[i * j for i in range(j)] for j in range(4)], {i: {k for k in range(i)} for i in range(3)}, sorted({a + b for a in 'xy' for b in 'zw' if a + b != 'xw'}))
# expect: [[], [0], [0, 2], [0, 3, 6]] {0: set(), 1: {0}, 2: {0, 1}} ['xz', 'yw', 'yz']
# scoping
def s1():
    def f():
        try: return q
        except NameError as e: return str(e)
    r = f()
    q = 1
    return r, f()
print(s1())
# expect: ("cannot access free variable 'q' where it is not associated with a value in enclosing scope", 1)
def s2(a, b=2, /, c=3, *d, e, f=6, **g): return a, b, c, d, e, f, g
print(s2(1, e=5), s2(1, 2, 3, 4, 5, e=6, h=7), s2.__defaults__, s2.__kwdefaults__)
# expect: (1, 2, 3, (), 5, 6, {}) (1, 2, 3, (4, 5), 6, 6, {'h': 7}) (2, 3) {'f': 6}
def s3(x):
    x = x + (x := 2) + x
    return x
print(s3(1))  # expect: 5
x = 3
def s4():
    global x
    x += 1; del x
s4()
try: print(x)
except NameError as e: print(e)  # expect: name 'x' is not defined
a = b = c = [1]; a += [2]; print(a, b, c)  # expect: [1, 2] [1, 2] [1, 2]
a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)  # expect: 1 2 [3, 4] 5
*a, = 'abc'; print(a); [a, b], c = [1, 2], 3; print(a, b, c)
# expect: ['a', 'b', 'c']
# expect: 1 2 3
a, b = b, a; a, b, c = c, a, b; print(a, b, c)  # expect: 3 2 1
for i, (j, *k) in enumerate([(1, 2, 3), (4,)]): print(i, j, k)
# expect: 0 1 [2, 3]
# expect: 1 4 []
print(f"{a!r:>5}|{b:{c}d}|{'x'!s}{{}}{a=}", f"{x if (x:=5) else 0}")  # expect:     3|2|x{}a=3 5
print(1 if 0 else 2 if 0 else 3, not None is not None, (lambda *a, **k: (a, k))(1, *[2], b=3, **{'c': 4}))
# expect: 3 True ((1, 2), {'b': 3, 'c': 4})
print([*range(2), *'ab'], (*[1], 2), {*[1, 2], 3}, {**{'a': 1}, 'b': 2})
# expect: [0, 1, 'a', 'b'] (1, 2) {1, 2, 3} {'a': 1, 'b': 2}
