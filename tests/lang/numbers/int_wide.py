# Ints around the borders of 48, 64 and 127 bits, where the way of computing changes.
import operator

edges = []
for bits in (0, 1, 31, 46, 47, 48, 62, 63, 64, 65, 95, 126, 127, 128, 129, 190):
    for near in (-2, -1, 0, 1, 2):
        edges.append((1 << bits) + near)
        edges.append(-(1 << bits) + near)

def digest(values):
    h = 0
    for v in values:
        h = (h * 1000003 + v) % ((1 << 61) - 1)
    return h

def pairs(op, ok=lambda b: True):
    return digest(op(a, b) for a in edges for b in edges if ok(b))

print(pairs(operator.add))  # expect: 1124272645516148763
print(pairs(operator.sub))  # expect: 1435524088149567101
print(pairs(operator.mul))  # expect: 1854929635878125673
print(pairs(operator.floordiv, bool))  # expect: 1551699333132898328
print(pairs(operator.mod, bool))  # expect: 682617174091781853
print(pairs(operator.and_))  # expect: 303728782710768350
print(pairs(operator.or_))  # expect: 820543862805380413
print(pairs(operator.xor))  # expect: 516815080094612063

shifts = (0, 1, 15, 16, 17, 46, 47, 63, 64, 65, 80, 126, 127, 128, 200)
print(digest(a << n for a in edges for n in shifts))  # expect: 772009493731577091
print(digest(a >> n for a in edges for n in shifts))  # expect: 2042271149042451722
print(digest(a ** n for a in edges for n in (0, 1, 2, 3, 5)))  # expect: 308859562163524431
print(digest(a ** n for a in range(-20, 21) for n in range(130)))  # expect: 525674049549086003

# The laws that tie them together.
for a in edges:
    for b in edges:
        assert a + b - b == a and a * b == b * a and (a ^ b) ^ b == a
        assert (a & b) + (a | b) == a + b
        if b:
            assert a // b * b + a % b == a and (a % b == 0 or (a % b < 0) == (b < 0))

def raises(f, *args):
    try:
        f(*args)
    except (ZeroDivisionError, ValueError, TypeError) as e:
        print(e)

for v in (1 << 50, 1 << 100):
    raises(operator.floordiv, v, 0)
    raises(operator.mod, v, 0)
    raises(operator.lshift, v, -1)
    raises(operator.rshift, v, -1)
    raises(operator.matmul, v, v)
# expect: integer division or modulo by zero
# expect: integer modulo by zero
# expect: negative shift count
# expect: negative shift count
# expect: unsupported operand type(s) for @: 'int' and 'int'
# expect: integer division or modulo by zero
# expect: integer modulo by zero
# expect: negative shift count
# expect: negative shift count
# expect: unsupported operand type(s) for @: 'int' and 'int'
