# The primes below 100 and how many there are below 20,000: slices do the crossing out.
def primes_below(n):
    is_prime = [True] * n
    is_prime[:2] = [False, False]
    for i in range(2, int(n**0.5) + 1):
        if is_prime[i]:
            is_prime[i * i :: i] = [False] * len(range(i * i, n, i))
    return [i for i in range(n) if is_prime[i]]


print(*primes_below(100))
print(len(primes_below(20_000)), "primes below 20000")
