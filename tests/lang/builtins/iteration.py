# map, filter, zip, enumerate, reversed, iter with a sentinel.
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(str, range(3))), list(filter(None, [0, 1, "", "a"])), list(filter(lambda n: n > 1, range(4))))
# expect: [11, 22] ['0', '1', '2'] [1, 'a'] [2, 3]
print(list(zip([1, 2], "ab", (True, False, None))), list(zip()), list(zip([1])), dict(zip("ab", [1, 2])), list(zip(*[(1, 2), (3, 4)])))
# expect: [(1, 'a', True), (2, 'b', False)] [] [(1,)] {'a': 1, 'b': 2} [(1, 3), (2, 4)]
print(list(enumerate("ab")), list(enumerate("ab", start=5)), list(reversed([1, 2, 3])), list(reversed("ab")), list(reversed(range(3))))
# expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [3, 2, 1] ['b', 'a'] [2, 1, 0]
it = iter([1, 2, 3, 0, 5].pop, 1)
print(list(it))  # expect: [5, 0, 3, 2]
n = 0


def tick():
    global n
    n += 1
    return n


print(list(iter(tick, 4)), list(zip("ab", "abc", strict=False)))
# expect: [1, 2, 3] [('a', 'a'), ('b', 'b')]
m = map(lambda x: x, [1, 2])
print(iter(m) is m, next(m), list(m), list(m), type(m).__name__, type(zip()).__name__, type(filter(None, [])).__name__, type(enumerate([])).__name__)
# expect: True 1 [2] [] map zip filter enumerate


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: list(zip([1], [1, 2], strict=True)))
# expect: ValueError: zip() argument 2 is longer than argument 1
error(lambda: list(zip([1, 2], [1], strict=True)))
# expect: ValueError: zip() argument 2 is shorter than argument 1
error(lambda: map())  # expect: TypeError: map() must have at least two arguments.
error(lambda: map(len))  # expect: TypeError: map() must have at least two arguments.
error(lambda: filter(None))  # expect: TypeError: filter expected 2 arguments, got 1
error(lambda: list(map(5, [1])))  # expect: TypeError: 'int' object is not callable
error(lambda: zip(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: enumerate(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: reversed({}.items))
# expect: TypeError: 'builtin_function_or_method' object is not reversible
error(lambda: iter(5, 5))  # expect: TypeError: iter(v, w): v must be callable
error(lambda: next(iter([])))  # expect: StopIteration:
error(lambda: next([1]))  # expect: TypeError: 'list' object is not an iterator
error(lambda: enumerate())  # expect: TypeError: enumerate() missing required argument 'iterable'
