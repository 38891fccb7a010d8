# Complex numbers: literals, arithmetic, repr.
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, z * 2, z / 2, z * z, z == 3 + 4j, z != 3)
# expect: (3+4j) 3.0 4.0 5.0 (3-4j) (-3-4j) (6+8j) (1.5+2j) (-7+24j) True True
print(1j, 0j, -1j, 1 - 2j, complex(1, 2), complex("1+2j"), complex(), complex(2.5), 1j * 1j, 2j ** 2)
# expect: 1j 0j (-0-1j) (1-2j) (1+2j) (1+2j) 0j (2.5+0j) (-1+0j) (-4+0j)
print(repr(1.5j), str(complex(0, -0.0)), complex(float("inf"), float("nan")), bool(0j), hash(2 + 0j) == hash(2))
# expect: 1.5j -0j (inf+nanj) False True
for f in (lambda: z < 1, lambda: int(z), lambda: complex("x"), lambda: z // 2, lambda: z / 0):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: TypeError: '<' not supported between instances of 'complex' and 'int'
        # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
        # expect: ValueError: complex() arg is a malformed string
        # expect: TypeError: unsupported operand type(s) for //: 'complex' and 'int'
        # expect: ZeroDivisionError: complex division by zero
