# Slices of lists, tuples and strs whose slice object nobody sees.


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


def all_bounds(seq):
    n = len(seq)
    bounds = [None] + list(range(-n - 2, n + 3))
    out = []
    for a in bounds:
        for b in bounds:
            part = seq[a:b]
            assert part == seq[slice(a, b)], (a, b)
            assert type(part) is type(seq)
            out.append(len(part))
    return sum(out)


print(all_bounds([1, 2, 3, 4]), all_bounds((1, 2, 3)), all_bounds("abcde"), all_bounds("äöü"))
# expect: 204 118 320 118
print(all_bounds([]), all_bounds(()), all_bounds(""))
# expect: 0 0 0

t = (1, 2, 3)
print(t[:] is t, t[0:3] is t, [1, 2][:] == [1, 2])  # expect: True True True
print([1, 2, 3][Index(1) : Index(9)], "abc"[Index(1) :])  # expect: [2, 3] bc
print([1, 2, 3][10**20 :], (1, 2)[-(10**20) :], "abc"[: 10**30])  # expect: [] (1, 2) abc


class Shows:
    def __getitem__(self, key):
        return key


print(Shows()[1:2], Shows()[:], Shows()[::2])
# expect: slice(1, 2, None) slice(None, None, None) slice(None, None, 2)


def wrong(f):
    try:
        f()
    except TypeError as e:
        print(e)


wrong(lambda: [1][1.5:2])
# expect: slice indices must be integers or None or have an __index__ method
wrong(lambda: "abc"["a":])
# expect: slice indices must be integers or None or have an __index__ method
wrong(lambda: len[1:2])
# expect: 'builtin_function_or_method' object is not subscriptable

x = [1, 2, 3]
s = slice(1, 2)
print(x[s], x[1:][0], x[1:][-1])  # expect: [2] 2 3
