# min, max, sum, all, any.
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max({1: 2, 3: 0}), min([1], default=5), max([], default=None), min([], default=5))
# expect: 1 3 e 3 1 None 5
print(max("aa", "b", key=len), min([[2], [1, 5]], key=lambda v: v[-1]), max(1, 1.0), max(1.0, 1), min((2, "a"), (1, "b")))
# expect: aa [2] 1 1.0 (1, 'b')
print(sum([1, 2, 3]), sum([0.5, 1]), sum([[1], [2]], []), sum(range(5), 100), sum([]), sum([1], start=5), sum([True, True]), sum((1,), 2))
# expect: 6 1.5 [1, 2] 110 0 6 2 3
print(sum([0.1] * 10), sum([10 ** 20, 1, -10 ** 20]), sum([1e100, 1, -1e100]), all([]), all([1, 0]), any([]), any([0, 2]), all("abc"), any({0: 1}))
# expect: 1.0 1 0.0 True False False True True False


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: min())  # expect: TypeError: min expected at least 1 argument, got 0
error(lambda: min([]))  # expect: ValueError: min() iterable argument is empty
error(lambda: max(()))  # expect: ValueError: max() iterable argument is empty
error(lambda: max(1, "a"))
# expect: TypeError: '>' not supported between instances of 'str' and 'int'
error(lambda: max(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: min(1, 2, default=3))
# expect: TypeError: Cannot specify a default for min() with multiple positional arguments
error(lambda: sum("ab"))  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
error(lambda: sum(["a"], ""))
# expect: TypeError: sum() can't sum strings [use ''.join(seq) instead]
error(lambda: sum(["a"]))  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
error(lambda: sum(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: sum([b"a"], b""))
# expect: TypeError: sum() can't sum bytes [use b''.join(seq) instead]
error(lambda: all(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: any())  # expect: TypeError: any() takes exactly one argument (0 given)
error(lambda: min([1, 2], key=5))  # expect: TypeError: 'int' object is not callable
