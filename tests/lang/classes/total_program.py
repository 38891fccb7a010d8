# A class with most of the protocol: a fraction.
from math import gcd


class Fraction:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        g = gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g

    @classmethod
    def parse(cls, text):
        n, _, d = text.partition("/")
        return cls(int(n), int(d or 1))

    @staticmethod
    def of(x):
        return x if isinstance(x, Fraction) else Fraction(x) if isinstance(x, int) else None

    def __add__(self, o):
        o = Fraction.of(o)
        return NotImplemented if o is None else Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    __radd__ = __add__

    def __neg__(self): return Fraction(-self.n, self.d)
    def __sub__(self, o): return self + -o
    def __rsub__(self, o): return -self + o
    def __mul__(self, o): return Fraction(self.n * Fraction.of(o).n, self.d * Fraction.of(o).d)
    __rmul__ = __mul__
    def __truediv__(self, o): return Fraction(self.n * Fraction.of(o).d, self.d * Fraction.of(o).n)
    def __pow__(self, k): return Fraction(self.n ** k, self.d ** k)
    def __eq__(self, o): return (self.n, self.d) == (Fraction.of(o).n, Fraction.of(o).d)
    def __lt__(self, o): return self.n * Fraction.of(o).d < Fraction.of(o).n * self.d
    def __hash__(self): return hash((self.n, self.d))
    def __bool__(self): return self.n != 0
    def __float__(self): return self.n / self.d
    def __repr__(self): return f"Fraction({self.n}, {self.d})"
    def __str__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
    def __format__(self, spec): return format(float(self), spec) if spec else str(self)


a, b = Fraction(1, 3), Fraction.parse("-2/4")
print(a, b, a + b, a - 1, 1 - a, a * b, 3 * a, a / b, b ** 2, -a, a == Fraction(2, 6), a < b, a > b, sorted([a, b, Fraction(0)]))
# expect: 1/3 -1/2 -1/6 -2/3 2/3 -1/6 1 -2/3 1/4 -1/3 True False True [Fraction(-1, 2), Fraction(0, 1), Fraction(1, 3)]
print(f"{a:.3f} {b}", float(b), bool(Fraction(0)), {a: "x"}[Fraction(3, 9)], sum([a, a, a]), repr(sum([a], b)))
# expect: 0.333 -1/2 -0.5 False x 1 Fraction(-1, 6)
h = Fraction(0)
for i in range(1, 31):
    h += Fraction(1, i)
print(h)  # expect: 9304682830147/2329089562800
for f in (lambda: Fraction(1, 0), lambda: a + "x", lambda: a / 0):
    try:
        f()
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
        # expect: ZeroDivisionError Fraction(1, 0)
        # expect: TypeError unsupported operand type(s) for +: 'Fraction' and 'str'
        # expect: ZeroDivisionError Fraction(1, 0)
