# Small lists, slices, reversal: the most flips that a pancake of n numbers can need.
# small: 6
# kind: lists
import sys


def fannkuch(n):
    order = list(range(n))
    count = [0] * n
    checksum = most = 0
    sign = 1
    while True:
        if order[0]:
            pancake = order[:]
            flips = 0
            top = pancake[0]
            while top:
                pancake[: top + 1] = pancake[top::-1]
                flips += 1
                top = pancake[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        # The next permutation: rotate the first r + 1 numbers.
        if sign > 0:
            order[0], order[1] = order[1], order[0]
            sign = -1
            continue
        order[1], order[2] = order[2], order[1]
        sign = 1
        r = 2
        while True:
            count[r] += 1
            if count[r] <= r:
                break
            count[r] = 0
            r += 1
            if r == n:
                return checksum, most
            order[: r + 1] = order[1 : r + 1] + order[:1]


RESULTS = {6: (49, 10), 9: (8629, 30)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
result = fannkuch(n)
if RESULTS.get(n, result) != result:
    sys.exit("fannkuch: wrong result: %r" % (result,))
