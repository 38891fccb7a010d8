# Large integers: the first n digits of pi, by a spigot, and their sum.
# small: 30
# kind: big integers
import sys


def digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def run(n):
    total = 0
    for place, digit in enumerate(digits()):
        if place == n:
            return total
        total += digit


RESULTS = {30: 141, 4000: 18197}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("pidigits: wrong result: %r" % (result,))
