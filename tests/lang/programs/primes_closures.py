# Sieve, memoisation by decorator, gcd, collatz, roman numerals.
def memo(f):
    cache = {}

    def g(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    g.cache = cache
    return g


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def roman(n):
    out = ""
    for value, letters in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                           (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= value:
            out += letters
            n -= value
    return out


print(fib(90), len(fib.cache), gcd(1071, 462), max(range(1, 200), key=collatz), [roman(n) for n in (4, 9, 1994, 2026)])
# expect: 2880067194370816120 91 21 171 ['IV', 'IX', 'MCMXCIV', 'MMXXVI']
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in "hello world"), sorted("the quick brown fox".split(), key=lambda w: (len(w), w)))
# expect: uryyb jbeyq ['fox', 'the', 'brown', 'quick']
digits = 0
x = 2 ** 200
while x:
    digits += x % 10
    x //= 10
print(digits)  # expect: 256
