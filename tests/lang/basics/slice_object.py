# slice objects and what subscription passes on.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s == slice(1, 10, 2), s.indices(6), slice(None, None, -1).indices(4))
# expect: slice(1, 10, 2) 1 10 2 slice(None, 5, None) slice(None, None, None) True (1, 6, 2) (3, -1, -1)


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


x = Show()
print(x[1], x[1:2], x[:], x[::2], x[1, 2], x[1:2, ::3], x[...], x["a":"b"], x[()], x[1,], x[*[1, 2]])
# expect: 1 slice(1, 2, None) slice(None, None, None) slice(None, None, 2) (1, 2) (slice(1, 2, None), slice(None, None, 3)) Ellipsis slice('a', 'b', None) () (1,) (1, 2)
x[1:2] = 5  # expect: set slice(1, 2, None) 5
x[0, 1] = 6  # expect: set (0, 1) 6
del x[::2]  # expect: del slice(None, None, 2)
del x[...]  # expect: del Ellipsis
x[1] = x[2] = 7
# expect: set 1 7
# expect: set 2 7
try:
    slice()
except TypeError as e:
    print(e)  # expect: slice expected at least 1 argument, got 0
