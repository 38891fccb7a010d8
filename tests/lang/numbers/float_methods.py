# Methods of floats.
print((2.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-4.0).as_integer_ratio())
# expect: (5, 2) (3602879701896397, 36028797018963968) (-4, 1)
print((2.0).is_integer(), (2.5).is_integer(), (1.5).real, (1.5).imag, (1.5).conjugate())
# expect: True False 1.5 0.0 1.5
print((1.0).hex(), (0.1).hex(), (-5e-324).hex(), float("inf").hex(), (0.0).hex(), (1024.5).hex())
# expect: 0x1.0000000000000p+0 0x1.999999999999ap-4 -0x0.0000000000001p-1022 inf 0x0.0p+0 0x1.0020000000000p+10
print(float.fromhex("0x1.8p1"), float.fromhex("-0x1p-1074"), float.fromhex("ff"), float.fromhex("inf"))
# expect: 3.0 -5e-324 255.0 inf
print(hash(0.5) == hash(0.5), hash(1e300) == hash(int(1e300)), hash(float("inf")), hash(2.0))
# expect: True True 314159 2
print((2.7).__trunc__(), (2.7).__floor__(), (2.2).__ceil__(), int(-2.7))  # expect: 2 2 3 -2
for f in (lambda: float("inf").as_integer_ratio(), lambda: float("nan").as_integer_ratio(), lambda: float.fromhex("xyz")):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: OverflowError: cannot convert Infinity to integer ratio
        # expect: ValueError: cannot convert NaN to integer ratio
        # expect: ValueError: invalid hexadecimal floating-point string
