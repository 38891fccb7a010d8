# &, |, ^, ~ and the shifts treat ints as two's complement of endless width.
for a, b in ((12, 10), (-12, 10), (12, -10), (-12, -10)):
    print(a, b, a & b, a | b, a ^ b, ~a)
    # expect: 12 10 8 14 6 -13
    # expect: -12 10 0 -2 -2 11
    # expect: 12 -10 4 -2 -6 -13
    # expect: -12 -10 -12 -10 2 11
print(1 << 10, 1 << 0, -1 << 3, 5 >> 1, -5 >> 1, -1 >> 100, 1 >> 100)  # expect: 1024 1 -8 2 -3 -1 0
print(1 << 70, (1 << 70) >> 68, -(1 << 70) >> 69)  # expect: 1180591620717411303424 4 -2
print((1 << 100) & ((1 << 64) - 1), ((1 << 100) + 5) & 7, -(1 << 100) | 1)
# expect: 0 5 -1267650600228229401496703205375
print((1 << 65) ^ (1 << 64), ~(1 << 64))  # expect: 55340232221128654848 -18446744073709551617
try:
    1 << -1
except ValueError as e:
    print(e)  # expect: negative shift count
try:
    1 >> -1
except ValueError as e:
    print(e)  # expect: negative shift count
print(0xff, 0o17, 0b1010, 0xFF_FF, 1_000_000)  # expect: 255 15 10 65535 1000000
