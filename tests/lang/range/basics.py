# range objects.
r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], r[::-1], r.start, r.stop, r.step, range(5), range(3, 5))
# expect: range(2, 20, 3) [2, 5, 8, 11, 14, 17] 6 2 17 range(5, 11, 3) range(17, -1, -3) 2 20 3 range(0, 5) range(3, 5)
print(8 in r, 9 in r, 8.0 in r, "a" in r, r.index(8), r.count(8), r.count(9), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2))
# expect: True False True False 2 1 0 True True
print(list(range(5, 0, -2)), list(range(0)), list(range(3, 0)), bool(range(0)), hash(range(3)) == hash(range(0, 3)), list(reversed(range(4))))
# expect: [5, 3, 1] [] [] False True [3, 2, 1, 0]
print(range(10 ** 20, 10 ** 20 + 3)[1], len(range(0, 10 ** 18, 10 ** 6)), 10 ** 30 in range(10 ** 40), range(True), max(range(10)), sum(range(101)))
# expect: 100000000000000000001 1000000000000 True range(0, 1) 9 5050
print(list(range(10 ** 20, 10 ** 20 + 2)), range(5)[2:], range(10)[slice(8, 2, -2)], list(range(-3, 3)))
# expect: [100000000000000000000, 100000000000000000001] range(2, 5) range(8, 2, -2) [-3, -2, -1, 0, 1, 2]
it = iter(range(3))
print(next(it), list(it), next(it, "end"), type(it).__name__)  # expect: 0 [1, 2] end range_iterator


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: range())  # expect: TypeError: range expected at least 1 argument, got 0
error(lambda: range(1, 2, 0))  # expect: ValueError: range() arg 3 must not be zero
error(lambda: range(1.5))  # expect: TypeError: 'float' object cannot be interpreted as an integer
error(lambda: range("a"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
error(lambda: range(1, 2, 3, 4))  # expect: TypeError: range expected at most 3 arguments, got 4
error(lambda: r[10])  # expect: IndexError: range object index out of range
error(lambda: r["a"])  # expect: TypeError: range indices must be integers or slices, not str
error(lambda: r.index(9))  # expect: ValueError: 9 is not in range
error(lambda: len(range(10 ** 30)))
# expect: OverflowError: Python int too large to convert to C ssize_t
error(lambda: range(3, stop=5))  # expect: TypeError: range() takes no keyword arguments
error(lambda: range(3) + range(4))
# expect: TypeError: unsupported operand type(s) for +: 'range' and 'range'


def store():
    r[0] = 1


def attribute():
    r.start = 1


error(store)  # expect: TypeError: 'range' object does not support item assignment
error(attribute)  # expect: AttributeError: readonly attribute
