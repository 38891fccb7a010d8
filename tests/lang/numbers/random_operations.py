# Operations on numbers of all sizes, their results folded into one.
import random
r = random.Random(12345)
def big():
    k = r.choice([5, 30, 46, 47, 48, 49, 63, 64, 65, 127, 128, 129, 200, 640, 2000, 5000])
    n = r.getrandbits(k)
    m = r.randrange(4)
    if m == 0: n = (1 << k) - r.randrange(3)
    elif m == 1: n = n >> r.randrange(k) << r.randrange(k)
    return -n if r.random() < 0.5 else n
acc = 0
def mix(x):
    global acc
    acc = (acc * 1000003 + hash(x)) & 0xFFFFFFFFFFFFFFFF
for i in range(1500):
    a, b = big(), big()
    s = r.randrange(200)
    e = [a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, -a, a << s, a >> s, a < b, a == b, a <= b, abs(a), a.bit_length(), a.bit_count(), hex(a), bin(b), oct(a)]
    if b: e += [a // b, a % b, divmod(a, b)]
    if b:
        try: e.append(a / b)
        except OverflowError as x: e.append(str(x))
    e += [str(a), int(str(b)), int(hex(a), 16)]
    try: f = float(a)
    except OverflowError as x: e.append(str(x)); f = 1e308
    e += [f, a == f, a < f, a > f, int(f), hash(a)]
    e += [round(a, -r.randrange(20))]
    n = a.bit_length() // 8 + 1
    e += [a.to_bytes(n, 'little', signed=True), int.from_bytes(a.to_bytes(n, 'big', signed=True), 'big', signed=True) == a]
    if a.bit_length() < 300: e.append(pow(a, r.randrange(20)))
    m = abs(b) % 2**700 + 2
    e.append(pow(a % m, abs(big()) % 2**100, m)); e.append(pow(a, 5, -m))
    try: e.append(pow(a, -3, m))
    except ValueError as x: e.append(str(x))
    e.append(f'{a:,}' if a.bit_length() < 3000 else 0); e.append(f'{f:.{s%30}e}'); e.append('%.*f' % (s % 40, f)); e.append(f'{f:.{s%25}g}')
    for k, v in enumerate(e):
        mix(v if not isinstance(v, (str, bytes)) else sum(map(ord, v)) if isinstance(v, str) else int.from_bytes(v))
    if i % 200 == 0: print(i, acc)
    # expect: 0 17769827954673485095
    # expect: 200 3099108890835428399
    # expect: 400 12027309254922854997
    # expect: 600 12582255016298818643
    # expect: 800 9736396771194044415
    # expect: 1000 11346052304449326478
    # expect: 1200 13728167801759656761
    # expect: 1400 6434441491042262609
import math
for i in range(1000):
    a = abs(big()); b = abs(big())
    mix(math.gcd(a, b)); mix(math.isqrt(a)); mix(math.lcm(a, b) if a.bit_length() < 500 else 0)
    x = r.random() * 10 ** r.randrange(-30, 30)
    mix(x % (r.random() + 0.1)); mix(x // 3.7); mix(round(x, r.randrange(-5, 15))); mix(float(repr(x)) == x); mix(sum(map(ord, repr(x)))); mix(float('%.25e' % x) == x); mix(sum(map(ord, x.hex()))); mix(float.fromhex(x.hex()) == x)
    if i % 500 == 0: print(i, acc)
    # expect: 0 14390748681652581198
    # expect: 500 1887631161634324636
