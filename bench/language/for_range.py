# Nested loops over ranges: Pythagorean triples below n.
# small: 20
# kind: integer loops
import sys


def triples(n):
    found = 0
    for a in range(1, n):
        for b in range(a, n):
            square = a * a + b * b
            c = int(square**0.5)
            if c < n and c * c == square:
                found += 1
    return found


RESULTS = {20: 5, 2500: 2563}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 2500
result = triples(n)
if RESULTS.get(n, result) != result:
    sys.exit("for_range: wrong result: %r" % (result,))
