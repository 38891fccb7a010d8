# Thousands of operations on ints of every size; the checksum is CPython's.
seed = 12345


def rnd():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return seed >> 11


def number():
    bits = rnd() % 200
    n = 0
    while bits > 0:
        n = (n << 53 | rnd()) if bits >= 53 else (n << bits | rnd() >> (53 - bits))
        bits -= 53
    kind = rnd() % 8
    if kind == 0:
        n = 1 << n.bit_length()
    elif kind == 1:
        n = (1 << n.bit_length()) - 1
    return -n if rnd() % 2 else n


check = 0


def note(n):
    global check
    check = (check * 1000003 + n) % (2 ** 89 - 1)


for i in range(1500):
    a, b = number(), number()
    note(a + b)
    note(a - b)
    note(a * b)
    note(a & b)
    note(a | b)
    note(a ^ b)
    note(~a)
    s = rnd() % 130
    note(a << s)
    note(a >> s)
    note((a < b) * 4 + (a == b) * 2 + (a >= b))
    note(len(str(a)))
    note(int(str(a)))
    note(int(hex(a), 16))
    note(hash(a) == hash(a + 0))
    if b:
        q, r = divmod(a, b)
        assert q * b + r == a and abs(r) < abs(b) and (r == 0 or (r < 0) == (b < 0))
        note(q)
        note(r)
        note(int(a / b * 1000) if abs(a) < abs(b) << 900 and abs(b) < abs(a) << 900 or a == 0 else 0)
    note(int(float(a)))
    note(pow(a, s, abs(b) + 1))
print(check)  # expect: 57136770184700307757970920
