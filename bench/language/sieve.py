# A list of flags: the number of primes below n, by Eratosthenes.
# small: 100
# kind: lists
import sys


def primes(n):
    prime = [True] * n
    prime[0] = prime[1] = False
    found = 0
    for i in range(2, n):
        if prime[i]:
            found += 1
            k = i * i
            while k < n:
                prime[k] = False
                k += i
    return found


RESULTS = {100: 25, 2000000: 148933}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000000
for _ in range(2):
    result = primes(n)
    if RESULTS.get(n, result) != result:
        sys.exit("sieve: wrong result: %r" % (result,))
