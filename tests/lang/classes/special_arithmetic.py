# Arithmetic special methods, reflected and in place.
class V:
    def __init__(self, *c):
        self.c = c

    def __repr__(self):
        return f"V{self.c}"

    def __add__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return V(*[a + b for a, b in zip(self.c, o.c)])

    def __mul__(self, k):
        return V(*[a * k for a in self.c])

    def __rmul__(self, k):
        return V("r", *(self * k).c)

    def __matmul__(self, o):
        return sum(a * b for a, b in zip(self.c, o.c))

    def __neg__(self): return V(*[-a for a in self.c])
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return sum(a * a for a in self.c) ** 0.5
    def __sub__(self, o): return f"sub {o}"
    def __rsub__(self, o): return f"rsub {o}"
    def __truediv__(self, o): return f"div {o}"
    def __floordiv__(self, o): return f"floordiv {o}"
    def __mod__(self, o): return f"mod {o}"
    def __rmod__(self, o): return f"rmod {o}"
    def __divmod__(self, o): return f"divmod {o}"
    def __pow__(self, o, m=None): return f"pow {o} {m}"
    def __rpow__(self, o): return f"rpow {o}"
    def __lshift__(self, o): return f"lshift {o}"
    def __rrshift__(self, o): return f"rrshift {o}"
    def __and__(self, o): return f"and {o}"
    def __or__(self, o): return f"or {o}"
    def __rxor__(self, o): return f"rxor {o}"
    def __round__(self, n=None): return f"round {n}"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __bool__(self): return False
    def __len__(self): return 3
    def __trunc__(self): return "trunc"


a, b = V(1, 2), V(3, 4)
print(a + b, a * 3, 3 * a, a @ b, -a, +a, ~a, abs(b), a - 5, 5 - a, a / 2, a // 2, a % 2, 2 % a)
# expect: V(4, 6) V(3, 6) V('r', 3, 6) 11 V(-1, -2) pos invert 5.0 sub 5 rsub 5 div 2 floordiv 2 mod 2 rmod 2
print(divmod(a, 2), a ** 2, pow(a, 2, 5), 2 ** a, a << 1, 8 >> a, a & 1, a | 1, 1 ^ a, round(a), round(a, 2))
# expect: divmod 2 pow 2 None pow 2 5 rpow 2 lshift 1 rrshift 8 and 1 or 1 rxor 1 round None round 2
print(int(a), float(a), [5, 6, 7][a], bool(a), len(a), hex(a), "abc"[a:], range(a), complex(a), "x" * a)
# expect: 7 7.5 7 False 3 0x2 c range(0, 2) (7.5+0j) V('r', 'x', 'xx')
a += b
print(a)  # expect: V(4, 6)
a *= 2
print(a)  # expect: V(8, 12)
a -= 1
print(a)  # expect: sub 1
for f in (lambda: b + 1, lambda: 1 + b, lambda: b / 1 + b, lambda: b >> 1, lambda: b @ 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
        # expect: TypeError unsupported operand type(s) for +: 'V' and 'int'
        # expect: TypeError unsupported operand type(s) for +: 'int' and 'V'
        # expect: TypeError can only concatenate str (not "V") to str
        # expect: TypeError unsupported operand type(s) for >>: 'V' and 'int'
        # expect: AttributeError 'int' object has no attribute 'c'


class Sub(V):
    def __radd__(self, o):
        return "Sub radd first"


print(V(1) + Sub(2), Sub(1) + V(2))  # expect: Sub radd first V(3,)
