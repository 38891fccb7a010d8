# Division, gcd, rounding and products of random numbers of many sizes, as one digest.
import math
s = 12345
def rnd():
    global s
    s = (s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return s >> 11
def big():
    n = rnd() % 9
    if n == 0: n = rnd() % 200
    v = 0
    for _ in range(n):
        v = v << 53 | rnd()
        if rnd() % 5 == 0: v <<= rnd() % 130
    if rnd() % 3 == 0: v >>= rnd() % 60
    if rnd() % 7 == 0: v = (1 << (rnd() % 300)) + (rnd() % 3) - 1
    return -v if rnd() & 1 else v
h = 0
M = (1 << 61) - 1
for i in range(2500):
    a = big(); b = big()
    if i % 4 == 0: a *= b
    g = math.gcd(a, b)
    h = (h * 31 + g) % M
    if b:
        q = a // b; r = a % b; d = divmod(a, b)
        assert d == (q, r)
        assert q * b + r == a, (a, b)
        assert r == 0 or (r < 0) == (b < 0)
        assert abs(r) < abs(b)
        if g: assert a % g == 0 and b % g == 0
        h = (h * 31 + q + r) % M
    h = (h * 31 + (a ^ b) + (a & b) * 3 + (a | b)) % M
    h = (h * 31 + a * b + (a - b)) % M
    x = a / (1 << 300) if abs(a) < 1 << 1300 else 1.5
    for n in (0, 1, 2, 3, 5, 12, 15, 17):
        y = (rnd() % 2000000 - 1000000) / (1, 8, 1000, 1024, 3)[i % 5]
        h = (h * 31 + hash(round(y, n))) % M
        h = (h * 31 + hash(round(x, n))) % M
print(h)
for n in range(30):
    for k in range(n + 1):
        h = (h * 31 + math.comb(n, k) + math.perm(n, k) + math.factorial(n)) % M
for n in (50, 64, 100, 1000):
    for k in (0, 1, 2, 5, 31, n // 2, n):
        h = (h * 31 + math.comb(n, k) + math.perm(n, k) + math.factorial(n)) % M
print(h)
for t in ('0.5 0', '1.5 0', '2.5 0', '0.125 2', '0.375 2', '2.675 2', '1.005 2', '0.045 2', '1e15 3', '-0.0 2', '-2.5 0', '1e-310 5', '5e-324 10', '0.05 1', '0.15 1', '0.25 1', '0.35 1'):
    v, n = t.split(); print(round(float(v), int(n)))
# expect: 1042398459321638146
# expect: 1113375930080070768
# expect: 0.0
# expect: 2.0
# expect: 2.0
# expect: 0.12
# expect: 0.38
# expect: 2.67
# expect: 1.0
# expect: 0.04
# expect: 1000000000000000.0
# expect: -0.0
# expect: -2.0
# expect: 0.0
# expect: 0.0
# expect: 0.1
# expect: 0.1
# expect: 0.2
# expect: 0.3
