# int(text, base) and back around the lengths where a machine word ends.
for base, digit in (2, "1"), (3, "2"), (7, "6"), (8, "7"), (9, "8"), (10, "9"), (11, "a"), (16, "f"), (17, "g"), (36, "z"):
    print(base, all(int(digit * n, base) == base**n - 1 and int("-" + digit * n, base) == 1 - base**n
                    for n in range(1, 70)))
# expect: 2 True
# expect: 3 True
# expect: 7 True
# expect: 8 True
# expect: 9 True
# expect: 10 True
# expect: 11 True
# expect: 16 True
# expect: 17 True
# expect: 36 True
for k in range(0, 130):
    for n in (2**k - 1, 2**k, 2**k + 1, -(2**k)):
        assert int(bin(n), 2) == int(oct(n), 8) == int(hex(n), 16) == int(str(n)) == int(f"{n:x}", 16) == n
print(hex(0), bin(5), oct(8), hex(-255), f"{2**63:b}".count("0"), f"{0:o}")  # expect: 0x0 0b101 0o10 -0xff 63 0
