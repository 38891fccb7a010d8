# Assigning to and deleting slices.
a = list(range(8))
a[2:4] = ["x"]
print(a)  # expect: [0, 1, 'x', 4, 5, 6, 7]
a[1:1] = [10, 11]
print(a)  # expect: [0, 10, 11, 1, 'x', 4, 5, 6, 7]
a[:2] = ()
print(a)  # expect: [11, 1, 'x', 4, 5, 6, 7]
a[len(a):] = "ab"
print(a)  # expect: [11, 1, 'x', 4, 5, 6, 7, 'a', 'b']
a[::2] = [0] * len(a[::2])
print(a)  # expect: [0, 1, 0, 4, 0, 6, 0, 'a', 0]
a[-2:] = []
print(a)  # expect: [0, 1, 0, 4, 0, 6, 0]
del a[0]
del a[1:3]
print(a)  # expect: [1, 0, 6, 0]
a = list(range(10))
del a[::3]
print(a)  # expect: [1, 2, 4, 5, 7, 8]
del a[::-2]
print(a)  # expect: [1, 4, 7]
a[:] = a + a
print(a)  # expect: [1, 4, 7, 1, 4, 7]
a[1:3] = (c for c in "gen")
print(a)  # expect: [1, 'g', 'e', 'n', 1, 4, 7]
a[5:2] = ["between"]
print(a)  # expect: [1, 'g', 'e', 'n', 1, 'between', 4, 7]
a[1:4] = a
print(a)  # expect: [1, 1, 'g', 'e', 'n', 1, 'between', 4, 7, 1, 'between', 4, 7]


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def assign(index, value):
    b = [1, 2, 3]
    b[index] = value


def delete(index):
    b = [1, 2, 3]
    del b[index]


error(lambda: assign(slice(None, None, 2), [1]))
# expect: ValueError: attempt to assign sequence of size 1 to extended slice of size 2
error(lambda: assign(slice(0, 1), 5))  # expect: TypeError: must assign iterable to extended slice
error(lambda: assign(slice(None, None, 2), 5))
# expect: TypeError: must assign iterable to extended slice
error(lambda: assign(3, 0))  # expect: IndexError: list assignment index out of range
error(lambda: assign("a", 0))  # expect: TypeError: list indices must be integers or slices, not str
error(lambda: delete(3))  # expect: IndexError: list assignment index out of range
error(lambda: delete("a"))  # expect: TypeError: list indices must be integers or slices, not str
error(lambda: delete(-4))  # expect: IndexError: list assignment index out of range
