# repr, parsing, rounding and arithmetic of many floats; the checksum is CPython's.
import math

seed = 99


def rnd():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return seed >> 11


check = 0


def note(text):
    global check
    for c in text:
        check = (check * 131 + ord(c)) % (2 ** 61 - 1)


for i in range(3000):
    x = math.ldexp(rnd() / 2 ** 53, rnd() % (60 if i % 3 else 2000) - (30 if i % 3 else 1000))
    if i % 2:
        x = -x
    r = repr(x)
    assert float(r) == x, r
    note(r)
    note(f"{x:.6g} {x:.3e} {x:.2f}" if abs(x) < 1e20 else f"{x:.10g}")
    note(repr(round(x, 3)) if abs(x) < 1e15 else "")
    y = math.ldexp(rnd() / 2 ** 53, 3) + 0.1
    note(repr(x + y) + repr(x * y) + repr(x / y))
    if abs(x) < 1e15:
        note(repr(x // y) + repr(x % y))
    note(str(x < y) + str(int(x) if abs(x) < 1e30 else 0))
    note("%.4f %e %g" % (y, y, y))
print(check)  # expect: 979011001919213092
