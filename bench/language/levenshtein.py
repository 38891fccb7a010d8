# Strings by index, rows of a table: the edit distance of two texts.
# small: 20
# kind: lists
import sys


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            if x == y:
                cost = previous[j - 1]
            else:
                cost = 1 + min(previous[j - 1], previous[j], current[j - 1])
            current.append(cost)
        previous = current
    return previous[-1]


def text(n, seed):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append("acgt"[seed >> 16 & 3])
    return "".join(out)


RESULTS = {20: 12, 2100: 1087}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 2100
result = distance(text(n, 1), text(n, 2))
if RESULTS.get(n, result) != result:
    sys.exit("levenshtein: wrong result: %r" % (result,))
