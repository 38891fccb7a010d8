# Methods and attributes of ints.
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (True).real)
# expect: 5 0 5 1 5 1
print((1000).to_bytes(2, "big"), (1000).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True))
# expect: b'\x03\xe8' b'\xe8\x03\x00\x00' b'\xff\xfe'
print(int.from_bytes(b"\x03\xe8", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True))
# expect: 1000 -2
print(int.from_bytes(b"", "big"), (0).to_bytes(0, "big"), (5).to_bytes())  # expect: 0 b'' b'\x05'
print((6).as_integer_ratio(), (7).is_integer(), (-3).__abs__(), (3).__add__(4), (3).__add__(4.0))
# expect: (6, 1) True 3 7 NotImplemented
print(int.__name__, type(5), type(10 ** 50), isinstance(True, int), issubclass(bool, int))
# expect: int <class 'int'> <class 'int'> True True
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle")):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: OverflowError: int too big to convert
        # expect: OverflowError: can't convert negative int to unsigned
        # expect: ValueError: byteorder must be either 'little' or 'big'
