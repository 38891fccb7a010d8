# Slices of lists, strings, tuples and ranges against plain index arithmetic.
def model(items, start, stop, step):
    n = len(items)
    step = 1 if step is None else step
    low, high = (0, n) if step > 0 else (-1, n - 1)

    def clip(i, default):
        if i is None:
            return default
        if i < 0:
            i += n
        return max(low, min(high, i))

    i = clip(start, low if step > 0 else high)
    end = clip(stop, high if step > 0 else low)
    out = []
    while i < end if step > 0 else i > end:
        out.append(items[i])
        i += step
    return out


bounds = [None, -7, -6, -5, -1, 0, 1, 3, 5, 6, 9]
tried = 0
for items in ([], [1], [1, 2, 3, 4, 5, 6]):
    text = "".join(chr(96 + i) for i in items)
    wide = "".join(chr(0x3040 + i) for i in items)
    for start in bounds:
        for stop in bounds:
            for step in (None, -7, -2, -1, 1, 2, 7):
                want = model(items, start, stop, step)
                assert items[start:stop:step] == want
                assert list(tuple(items)[start:stop:step]) == want
                assert text[start:stop:step] == "".join(chr(96 + i) for i in want)
                assert wide[start:stop:step] == "".join(chr(0x3040 + i) for i in want)
                assert list(range(1, len(items) + 1)[start:stop:step]) == want
                copy = items[:]
                del copy[start:stop:step]
                assert copy == [i for i in items if i not in want]
                tried += 1
print(tried)  # expect: 2541
