# Sorting: ints, floats, strings, tuples, by a key; and a quicksort in Python.
# small: 100
# kind: dicts and sorting
import sys


def numbers(n):
    seed = 1
    out = []
    for _ in range(n):
        seed = (seed * 16807) % 2147483647
        out.append(seed)
    return out


def quicksort(items):
    if len(items) <= 1:
        return items
    pivot = items[len(items) // 2]
    return (
        quicksort([x for x in items if x < pivot])
        + [x for x in items if x == pivot]
        + quicksort([x for x in items if x > pivot])
    )


def run(n):
    data = numbers(n)
    ints = sorted(data)
    good = ints == quicksort(data)
    floats = sorted([x / 7.0 for x in data])
    good = good and floats[0] == ints[0] / 7.0
    strings = sorted([str(x) for x in data])
    good = good and all(a <= b for a, b in zip(strings, strings[1:]))
    pairs = sorted([(x % 100, x) for x in data], reverse=True)
    good = good and pairs[0] >= pairs[-1]
    data.sort(key=lambda x: x % 1000)
    good = good and data[0] % 1000 <= data[-1] % 1000
    ints.sort()
    return good and ints[n // 2]


RESULTS = {100: 1115438165, 150000: 1077572529}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 150000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("sort: wrong result: %r" % (result,))
