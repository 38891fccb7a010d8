# Unpacking assignments.
a, b = 1, 2
(c, d), e = (3, 4), 5
[f, g] = "xy"
h, *i = range(4)
*j, k = "abc"
l, *m, n = [1, 2]
o, (p, *q), r = 1, (2, 3, 4), 5
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)
# expect: 1 2 3 4 5 x y 0 [1, 2, 3] ['a', 'b'] c 1 [] 2 1 2 [3, 4] 5
x = y = [1]
x.append(2)
print(y)  # expect: [1, 2]
*z, = "ab"
print(z, [*range(3), *"ab"], (*[1], 2), {*[1, 1]}, {**{"a": 1}})
# expect: ['a', 'b'] [0, 1, 2, 'a', 'b'] (1, 2) {1} {'a': 1}
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    print(i, a, b)
    # expect: 0 1 2
    # expect: 1 3 4
for head, *tail in ["abc", [1]]:
    print(head, tail)
    # expect: a ['b', 'c']
    # expect: 1 []
values = [0, 1, 2]
i = 0
i, values[i] = 2, 9
print(i, values)  # expect: 2 [0, 1, 9]
a, b, c = {"k": 1, "l": 2, "m": 3}
print(a, b, c)  # expect: k l m
() = []


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def two(v):
    a, b = v


def starred(v):
    a, *b, c = v


error(lambda: two([1]))  # expect: ValueError: not enough values to unpack (expected 2, got 1)
error(lambda: two([1, 2, 3]))  # expect: ValueError: too many values to unpack (expected 2)
error(lambda: two(()))  # expect: ValueError: not enough values to unpack (expected 2, got 0)
error(lambda: two(5))  # expect: TypeError: cannot unpack non-iterable int object
error(lambda: two(None))  # expect: TypeError: cannot unpack non-iterable NoneType object
error(lambda: two("abc"))  # expect: ValueError: too many values to unpack (expected 2)
error(lambda: two({1: 1}))  # expect: ValueError: not enough values to unpack (expected 2, got 1)
error(lambda: two(iter([1, 2, 3])))  # expect: ValueError: too many values to unpack (expected 2)
error(lambda: two(range(10)))  # expect: ValueError: too many values to unpack (expected 2)
error(lambda: starred([1]))
# expect: ValueError: not enough values to unpack (expected at least 2, got 1)
error(lambda: starred(5))  # expect: TypeError: cannot unpack non-iterable int object
error(lambda: [*5])  # expect: TypeError: Value after * must be an iterable, not int
error(lambda: {**5})  # expect: TypeError: 'int' object is not a mapping
error(lambda: print(*5))  # expect: TypeError: print() argument after * must be an iterable, not int
