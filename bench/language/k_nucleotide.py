# Slices of a string as dict keys: how often does each sequence of k letters occur?
# small: 1000
# kind: text
import sys


def dna(n):
    seed = 42
    letters = []
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        letters.append("GATC"[seed * 4 // 139968])
    return "".join(letters)


def frequencies(text, k):
    count = {}
    for i in range(len(text) - k + 1):
        piece = text[i : i + k]
        if piece in count:
            count[piece] += 1
        else:
            count[piece] = 1
    return count


def run(n):
    text = dna(n)
    out = []
    for k in (1, 2, 3, 4, 6, 12, 18):
        count = frequencies(text, k)
        out.append((len(count), max(count.values())))
    return out


RESULTS = {1000: [(4, 270), (16, 85), (64, 27), (250, 10), (875, 4), (989, 1), (983, 1)], 250000: [(4, 62603), (16, 15706), (64, 3945), (256, 1012), (4096, 87), (138716, 6), (139948, 4)]}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 250000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("k_nucleotide: wrong result: %r" % (result,))
