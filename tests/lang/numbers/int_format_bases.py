# bin, oct, hex, and the format codes of ints.
print(bin(10), oct(10), hex(255), bin(-5), hex(-255), bin(0))
# expect: 0b1010 0o12 0xff -0b101 -0xff 0b0
print(hex(10 ** 30), bin(2 ** 66 + 1), oct(8 ** 25))
# expect: 0xc9f2c9cd04674edea40000000 0b1000000000000000000000000000000000000000000000000000000000000000001 0o10000000000000000000000000
print(f"{255:x} {255:X} {255:#x} {255:o} {255:#o} {5:b} {5:#b} {5:08b} {5:#010b}")
# expect: ff FF 0xff 377 0o377 101 0b101 00000101 0b00000101
print(f"{1234567:,} {1234567:_} {0xdeadbeef:_x} {-1234567:,} {10 ** 21:,}")
# expect: 1,234,567 1_234_567 dead_beef -1,234,567 1,000,000,000,000,000,000,000
print(f"{42:5}|{42:<5}|{42:^5}|{42:>5}|{42:05}|{42:+}|{42: }|{-42:=6}|{42:*^7}|")
# expect:    42|42   | 42  |   42|00042|+42| 42|-   42|**42***|
print(f"{42:d} {42:n} {65:c} {42:e} {42:f} {42:.2f} {1:%}")
# expect: 42 42 A 4.200000e+01 42.000000 42.00 100.000000%
print(format(255, "x"), format(-255, "#x"), format(5), format(True), format(True, "d"))
# expect: ff -0xff 5 True 1
for n, spec in ((1, "z"), (1, ".2d"), (1, ",x"), (-1, "c"), (1114112, "c"), (1, "s"), (1, "+c"), (1, ",_")):
    try:
        print(format(n, spec))
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: ValueError: Negative zero coercion (z) not allowed in integer format specifier
        # expect: ValueError: Precision not allowed in integer format specifier
        # expect: ValueError: Cannot specify ',' with 'x'.
        # expect: OverflowError: %c arg not in range(0x110000)
        # expect: OverflowError: %c arg not in range(0x110000)
        # expect: ValueError: Unknown format code 's' for object of type 'int'
        # expect: ValueError: Sign not allowed with integer format specifier 'c'
        # expect: ValueError: Cannot specify both ',' and '_'.
