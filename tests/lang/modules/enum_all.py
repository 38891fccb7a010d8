# enum: members, flags, mixed-in types, the functional form, errors.
from enum import *
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def hi(self): return f'hi {self.name}'
    @property
    def low(self): return self.name.lower()
    @classmethod
    def first(cls): return next(iter(cls))
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color['BLUE'], list(Color), len(Color))
# expect: Color.RED <Color.RED: 1> RED 1 Color.GREEN Color.BLUE [<Color.RED: 1>, <Color.GREEN: 2>, <Color.BLUE: 3>] 3
print(Color.CRIMSON, Color.CRIMSON is Color.RED, Color.RED.hi(), Color.RED.low, Color.first(), Color)
# expect: Color.RED True hi RED red Color.RED <enum 'Color'>
print(list(Color.__members__), Color.RED in Color, 3 in Color, 9 in Color, Color.RED == 1, Color.RED != Color.BLUE, hash(Color.RED) == hash('RED'))
# expect: ['RED', 'GREEN', 'BLUE', 'CRIMSON'] True True False False True True
for e in ['Color(9)', "Color['X']", 'Color.X', 'Color.RED.value == 1', "setattr(Color, 'RED', 5)", "setattr(Color.RED, 'name', 5)", 'delattr(Color, "RED")', 'Color.RED < Color.BLUE', 'Color()', "Color('RED')"]:
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
    # expect: Color(9) ValueError 9 is not a valid Color
    # expect: Color['X'] KeyError 'X'
    # expect: Color.X AttributeError type object 'Color' has no attribute 'X'
    # expect: Color.RED.value == 1 True
    # expect: setattr(Color, 'RED', 5) AttributeError cannot reassign member 'RED'
    # expect: setattr(Color.RED, 'name', 5) AttributeError <enum 'Enum'> cannot set attribute 'name'
    # expect: delattr(Color, "RED") AttributeError 'Color' cannot delete member 'RED'.
    # expect: Color.RED < Color.BLUE TypeError '<' not supported between instances of 'Color' and 'Color'
    # expect: Color() TypeError EnumType.__call__() missing 1 required positional argument: 'value'
    # expect: Color('RED') ValueError 'RED' is not a valid Color
try:
    class Sub(Color): pass
except TypeError as x: print(x)  # expect: <enum 'Sub'> cannot extend <enum 'Color'>
try:
    class Dup(Enum):
        A = 1
        A = 2
except TypeError as x: print(x)  # expect: 'A' already defined as 1
class Au(Enum):
    A = auto(); B = auto(); C = 10; D = auto()
print([m.value for m in Au], f'{Au.A}', '%s' % Au.B, format(Au.A, '>10'), {Au.A: 1}[Au.A])
# expect: [1, 2, 10, 11] Au.A Au.B       Au.A 1
class Num(IntEnum):
    ONE = 1; TWO = 2
print(Num.ONE, repr(Num.ONE), Num.ONE + 1, Num.ONE < Num.TWO, Num(1), f'{Num.TWO}', [10,20,30][Num.ONE], sorted([Num.TWO, Num.ONE]), isinstance(Num.ONE, int), Num.ONE == 1, '%d' % Num.TWO, int(Num.TWO), Num.ONE.bit_length())
# expect: 1 <Num.ONE: 1> 2 True 1 2 20 [<Num.ONE: 1>, <Num.TWO: 2>] True True 2 2 1
class S(StrEnum):
    FOO = auto(); BAR = 'x'
print(S.FOO, repr(S.FOO), S.BAR + 'y', S('x'), S.FOO.upper(), f'{S.FOO:>6}', S.FOO == 'foo')
# expect: foo <S.FOO: 'foo'> xy x FOO    foo True
class Perm(Flag):
    R = auto(); W = auto(); X = auto(); RW = R | W
print(Perm.R | Perm.X, repr(Perm.R | Perm.W), Perm.RW, ~Perm.R, Perm(0), repr(Perm(0)), Perm.R in Perm.RW, list(Perm.RW), list(Perm), bool(Perm.R & Perm.W), Perm(7), repr(Perm(5)), len(Perm), Perm.R ^ Perm.RW, (Perm.R|Perm.X).name, (Perm.R|Perm.X).value, Perm(0).name)
# expect: Perm.R|X <Perm.RW: 3> Perm.RW Perm.W|X Perm(0) <Perm: 0> True [<Perm.R: 1>, <Perm.W: 2>] [<Perm.R: 1>, <Perm.W: 2>, <Perm.X: 4>] False Perm.R|W|X <Perm.R|X: 5> 3 Perm.W R|X 5 None
for e in ['Perm(8)', 'Perm.R | 1', "Perm('a')", '1 in Perm', '8 in Perm','Perm.R in 5', '5 in Perm.R', 'Perm(-1)', 'Perm["RW"]', 'len(Perm.RW)']:
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
    # expect: Perm(8) ValueError <flag 'Perm'> invalid value 8
    # expect:     given 0b0 1000
    # expect:   allowed 0b0 0111
    # expect: Perm.R | 1 TypeError unsupported operand type(s) for |: 'Perm' and 'int'
    # expect: Perm('a') ValueError 'a' is not a valid Perm
    # expect: 1 in Perm True
    # expect: 8 in Perm False
    # expect: Perm.R in 5 TypeError argument of type 'int' is not iterable
    # expect: 5 in Perm.R TypeError unsupported operand type(s) for 'in': 'int' and 'Perm'
    # expect: Perm(-1) Perm.R|W|X
    # expect: Perm["RW"] Perm.RW
    # expect: len(Perm.RW) 2
class IF(IntFlag):
    A = 1; B = 2; C = 4
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A | 8, repr(IF.A | 8), IF(3), ~IF.A, repr(~IF.A), IF.A + 1, IF(0), repr(IF(0)), IF.A & 3, repr(IF(16)))
# expect: 3 <IF.A|B: 3> 9 <IF.A|8: 9> 3 6 <IF.B|C: 6> 2 0 <IF: 0> 1 <IF: 16>
Animal = Enum('Animal', 'CAT DOG')
print(list(Animal), Animal.__module__, Animal.DOG.value)
# expect: [<Animal.CAT: 1>, <Animal.DOG: 2>] __main__ 2
B2 = Enum('B2', [('x', 5), ('y', 'q')]); print(list(B2)); B3 = Enum('B3', {'a': 1, 'b': 2}); print(list(B3)); B4 = IntEnum('B4', ['p','q'], start=5); print(list(B4))
# expect: [<B2.x: 5>, <B2.y: 'q'>]
# expect: [<B3.a: 1>, <B3.b: 2>]
# expect: [<B4.p: 5>, <B4.q: 6>]
class Planet(Enum):
    MERCURY = (3.3, 2.4)
    EARTH = (5.9, 6.3)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def g(self): return self.mass / self.radius
print(Planet.EARTH, Planet.EARTH.mass, Planet.EARTH.value, round(Planet.EARTH.g, 3), Planet((3.3, 2.4)))
# expect: Planet.EARTH 5.9 (5.9, 6.3) 0.937 Planet.MERCURY
class Coord(Enum):
    def __new__(cls, value, label):
        o = object.__new__(cls); o._value_ = value; o.label = label; return o
    A = (1, 'first'); B = (2, 'second')
print(Coord.A, Coord.A.label, Coord(2).label, Coord.B.value)  # expect: Coord.A first second 2
class Miss(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A if v == 'one' else None
print(Miss('one'))  # expect: Miss.A
try: Miss('two')
except ValueError as x: print(x)  # expect: 'two' is not a valid Miss
class Gen(Enum):
    def _generate_next_value_(name, start, count, last): return name * 2
    A = auto(); B = auto()
print([m.value for m in Gen])  # expect: ['AA', 'BB']
try:
    @unique
    class U(Enum):
        A = 1; B = 1
except ValueError as x: print(x)  # expect: duplicate values found in <enum 'U'>: B -> A
class Base(Enum):
    def shout(self): return self.name + '!'
class Derived(Base):
    X = 1
print(Derived.X.shout(), Derived.X)  # expect: X! Derived.X
class WithDesc(Enum):
    A = 1
    def f(self): pass
    B = nonmember(5)
    @member
    def g(): return 3
    _ignore_ = ['tmp']
    tmp = 7
print(len(WithDesc), WithDesc.B, WithDesc.g.value())  # expect: 2 5 3
class StrMix(str, Enum):
    A = 'a'
print(StrMix.A, repr(StrMix.A), StrMix.A == 'a', f'{StrMix.A}', StrMix.A.upper())
# expect: StrMix.A <StrMix.A: 'a'> True StrMix.A A
class T(tuple, Enum):
    A = (1, 2)
print(repr(T.A), T.A[0])  # expect: <T.A: (1, 2)> 1
class NA(Enum):
    name_ = 1
    value2 = 2
print(NA.name_.name)  # expect: name_
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')  # expect: r
import copy
print(copy.copy(Color.RED) is Color.RED, copy.deepcopy([Color.RED])[0] is Color.RED)
# expect: True True
print(isinstance(Color.RED, Color), type(Color.RED), type(Color), issubclass(Num, int), Color.__name__, Color.RED.__class__)
# expect: True <enum 'Color'> <class 'enum.EnumType'> True Color <enum 'Color'>
class Neg(IntFlag):
    A = 1; B = 2; ALL = 3
print(repr(Neg(-1)), repr(Neg.ALL), list(Neg))
# expect: <Neg.ALL: 3> <Neg.ALL: 3> [<Neg.A: 1>, <Neg.B: 2>]
class Un(Enum):
    A = [1]; B = {}
print(Un([1]), Un({}))  # expect: Un.A Un.B
print(dir(Color)[-3:], reversed(Color) is not None, list(reversed(Color)))
# expect: ['__module__', '__name__', '__qualname__'] True [<Color.BLUE: 3>, <Color.GREEN: 2>, <Color.RED: 1>]
@verify(UNIQUE, CONTINUOUS)
class V(Enum):
    A = 1; B = 2
try:
    @verify(CONTINUOUS)
    class V2(Enum):
        A = 1; B = 4
except ValueError as x: print(x)  # expect: invalid enum 'V2': missing values 2, 3
class Cf(Flag, boundary=CONFORM):
    A = 1; B = 2
print(repr(Cf(7)))  # expect: <Cf.A|B: 3>
class Ej(Flag, boundary=EJECT):
    A = 1
print(repr(Ej(6)))  # expect: 6
