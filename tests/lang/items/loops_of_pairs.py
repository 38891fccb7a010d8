# Loops whose pairs are taken apart at once, and UNPACK straight into locals.


def pairs(seq):
    out = []
    for i, x in enumerate(seq):
        out.append((i, x))
    for a, b in zip(seq, seq[1:]):
        out.append((a, b))
    for k, v in {x: -x for x in seq}.items():
        out.append((k, v))
    for a, b in zip(range(3), (7, 8)):
        out.append((a, b))
    return out


print(pairs([1, 2, 3]))
# expect: [(0, 1), (1, 2), (2, 3), (1, 2), (2, 3), (1, -1), (2, -2), (3, -3), (0, 7), (1, 8)]


def kept():
    for t in enumerate("ab"):
        i, x = t
        last = t
    return last, t, i, x


print(kept())  # expect: ((1, 'b'), (1, 'b'), 1, 'b')


def same_iterator():
    it = iter([1, 2, 3, 4, 5])
    out = []
    for a, b in zip(it, it):
        out.append(a * 10 + b)
    return out, list(it)


print(same_iterator())  # expect: ([12, 34], [])


def uneven():
    first, second = iter([1, 2, 3]), iter([4, 5])
    for a, b in zip(first, second):
        pass
    return a, b, list(first), list(second)


print(uneven())  # expect: (2, 5, [], [])


def strict():
    try:
        for a, b in zip([1, 2], [3], strict=True):
            print(a, b)
    except ValueError as e:
        print(e)


strict()
# expect: 1 3
# expect: zip() argument 2 is shorter than argument 1


def changed():
    d = {1: 2, 3: 4}
    try:
        for k, v in d.items():
            d[k + 10] = v
    except RuntimeError as e:
        print(k, v, e)


changed()  # expect: 1 2 dictionary changed size during iteration


def growing():
    seq = [1, 2]
    for i, x in enumerate(seq):
        if i < 4:
            seq.append(x + 1)
    return seq


print(growing())  # expect: [1, 2, 2, 3, 3, 4]


def big_start():
    out = []
    for i, x in enumerate("abc", 2**47 - 2):
        out.append(i)
    return out


print(big_start())  # expect: [140737488355326, 140737488355327, 140737488355328]


def wrong_length():
    a = b = 0
    try:
        a, b = iter([1, 2, 3])
    except ValueError as e:
        print(e, a, b)
    try:
        a, b = iter([1])
    except ValueError as e:
        print(e, a, b)
    try:
        a, b = [1, 2, 3]
    except ValueError as e:
        print(e, a, b)


wrong_length()
# expect: too many values to unpack (expected 2) 0 0
# expect: not enough values to unpack (expected 2, got 1) 0 0
# expect: too many values to unpack (expected 2) 0 0


def own_source():
    a = (1, 2)
    a, b = a
    return a, b


print(own_source())  # expect: (1, 2)


def unbound_after():
    for i, x in []:
        pass
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)


unbound_after()
# expect: cannot access local variable 'x' where it is not associated with a value


def bound_in_loop(n):
    for i, x in enumerate([5] * n):
        y = x
    try:
        return y
    except UnboundLocalError:
        return "unbound"


print(bound_in_loop(0), bound_in_loop(2))  # expect: unbound 5


def generators():
    def gen():
        yield 1, 2
        yield 3, 4

    out = []
    for a, b in gen():
        out.append(a + b)
        continue
    else:
        out.append("else")
    for a, b in gen():
        if a == 3:
            break
    return out, a, b, [x for x, y in gen() if y > 2]


print(generators())  # expect: ([3, 7, 'else'], 3, 4, [3])
