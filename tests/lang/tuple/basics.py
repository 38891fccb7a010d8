# Tuples.
t = (1, "a", None)
print(t, (), (1,), 1, tuple("ab"), tuple([1, 2]), tuple(), t[0], t[-1], t[1:], t[::-1], len(t))
# expect: (1, 'a', None) () (1,) 1 ('a', 'b') (1, 2) () 1 None ('a', None) (None, 'a', 1) 3
print(t + (5,), (0,) * 3, 2 * (1, 2), "a" in t, t.index("a"), t.count(None), t == (1, "a", None), (1, 2) < (1, 3), (1,) < (1, 0))
# expect: (1, 'a', None, 5) (0, 0, 0) (1, 2, 1, 2) True 1 1 True True True
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2], {(1, (2, 3))}, max((1, 2), (1, 3)), sorted([(2, 1), (1, 2)]))
# expect: True k {(1, (2, 3))} (1, 3) [(1, 2), (2, 1)]
x = 1, 2
a, b = x
a, b = b, a
print(a, b, x, (lambda *args: args)(1, 2), *t, tuple(i * i for i in range(4)), tuple(x) is x, x[:] is x)
# expect: 2 1 (1, 2) (1, 2) 1 a None (0, 1, 4, 9) True True


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def store():
    t[0] = 5


def delete():
    del t[0]


error(store)  # expect: TypeError: 'tuple' object does not support item assignment
error(delete)  # expect: TypeError: 'tuple' object doesn't support item deletion
error(lambda: t[3])  # expect: IndexError: tuple index out of range
error(lambda: t["a"])  # expect: TypeError: tuple indices must be integers or slices, not str
error(lambda: t.index(99))  # expect: ValueError: tuple.index(x): x not in tuple
error(lambda: hash(([],)))  # expect: TypeError: unhashable type: 'list'
error(lambda: t + [1])  # expect: TypeError: can only concatenate tuple (not "list") to tuple
error(lambda: tuple(5))  # expect: TypeError: 'int' object is not iterable
s = ([],)
try:
    s[0] += [1]
except TypeError as e:
    print(e, s)  # expect: 'tuple' object does not support item assignment ([1],)
