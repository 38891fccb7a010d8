# Indexing and slicing lists.
a = list(range(10))
print(a[0], a[-1], a[2:5], a[:3], a[7:], a[-3:], a[::3], a[::-1], a[8:2:-2], a[5:2], a[-100:100], a[True])
# expect: 0 9 [2, 3, 4] [0, 1, 2] [7, 8, 9] [7, 8, 9] [0, 3, 6, 9] [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] [8, 6, 4] [] [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] 1
print(a[slice(2, 4)], a[slice(None, None, -4)], a[2:8:3], a[:-8], a[-2::-3])
# expect: [2, 3] [9, 5, 1] [2, 5] [0, 1] [8, 5, 2]


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: a[10])  # expect: IndexError: list index out of range
error(lambda: a[-11])  # expect: IndexError: list index out of range
error(lambda: a[1.5])  # expect: TypeError: list indices must be integers or slices, not float
error(lambda: a["x"])  # expect: TypeError: list indices must be integers or slices, not str
error(lambda: a[None])  # expect: TypeError: list indices must be integers or slices, not NoneType
error(lambda: a[::0])  # expect: ValueError: slice step cannot be zero
error(lambda: a[1, 2])  # expect: TypeError: list indices must be integers or slices, not tuple
error(lambda: a[10 ** 20])  # expect: IndexError: cannot fit 'int' into an index-sized integer
error(lambda: a["x":])
# expect: TypeError: slice indices must be integers or None or have an __index__ method


class Index:
    def __index__(self):
        return 3


print(a[Index()], a[Index():], a[:Index()])  # expect: 3 [3, 4, 5, 6, 7, 8, 9] [0, 1, 2]
