# dataclasses: generated methods, options, errors, replace and conversion.
from dataclasses import *
import dataclasses
@dataclass
class P:
    x: int
    y: int = 0
    z: list = field(default_factory=list)
    def total(self): return self.x + self.y
p = P(1, 2)
print(p, p == P(1, 2), p == P(1, 3), p.total(), P(x=5), P(1, z=[3]), P.y, P.__doc__, P.__match_args__)
# expect: P(x=1, y=2, z=[]) True False 3 P(x=5, y=0, z=[]) P(x=1, y=0, z=[3]) 0 P(x: int, y: int = 0, z: list = <factory>) ('x', 'y', 'z')
for e in ['P()', 'P(1,2,3,4)', 'hash(P(1))', 'P(1) < P(2)', 'P(1) == 1', 'P(q=1)']:
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
    # expect: P() TypeError P.__init__() missing 1 required positional argument: 'x'
    # expect: P(1,2,3,4) TypeError P.__init__() takes from 2 to 4 positional arguments but 5 were given
    # expect: hash(P(1)) TypeError unhashable type: 'P'
    # expect: P(1) < P(2) TypeError '<' not supported between instances of 'P' and 'P'
    # expect: P(1) == 1 False
    # expect: P(q=1) TypeError P.__init__() got an unexpected keyword argument 'q'
p.z.append(1); print(P(1).z, p)  # expect: [] P(x=1, y=2, z=[1])
@dataclass(order=True, frozen=True)
class V:
    a: int
    b: str = field(compare=False, default='q')
    c: float = field(repr=False, default=1.5)
print(V(1) < V(2), V(1, 'z') == V(1, 'y'), sorted([V(3), V(1)]), hash(V(1)) == hash(V(1)), {V(1): 2}[V(1, 'w')], V(2) >= V(2))
# expect: True True [V(a=1, b='q'), V(a=3, b='q')] True 2 True
try: V(1).a = 5
except FrozenInstanceError as e: print(type(e).__name__, e)
# expect: FrozenInstanceError cannot assign to field 'a'
try: del V(1).a
except FrozenInstanceError as e: print(e)  # expect: cannot delete field 'a'
print(asdict(P(1, z=[P(2), {'k': P(3)}])), astuple(P(1, 2, [V(1)])), replace(P(1, 2), y=9), replace(V(1), a=4))
# expect: {'x': 1, 'y': 0, 'z': [{'x': 2, 'y': 0, 'z': []}, {'k': {'x': 3, 'y': 0, 'z': []}}]} (1, 2, [(1, 'q', 1.5)]) P(x=1, y=9, z=[]) V(a=4, b='q')
print([f.name for f in fields(P)], [f.name for f in fields(P(1))], is_dataclass(P), is_dataclass(p), is_dataclass(5))
# expect: ['x', 'y', 'z'] ['x', 'y', 'z'] True True False
@dataclass
class Q(P):
    w: str = 'w'
    x: int = 10
print(Q(), Q(1, 2, [3], 'e'))  # expect: Q(x=10, y=0, z=[], w='w') Q(x=1, y=2, z=[3], w='e')
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)  # expect: non-default argument 'b' follows default argument 'a'
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
# expect: mutable default <class 'list'> for field a is not allowed: use default_factory
try:
    @dataclass
    class Bad3:
        a = field(default=1)
except TypeError as e: print(e)  # expect: 'a' is a field but has no type annotation
try: field(default=1, default_factory=list)
except ValueError as e: print(e)  # expect: cannot specify both default and default_factory
@dataclass
class I:
    a: int
    b: InitVar[int]
    c: int = field(init=False)
    d: InitVar[str] = 'dd'
    def __post_init__(self, b, d): self.c = self.a + b; self.e = d
i = I(1, 2); print(i, i.c, i.e, [f.name for f in fields(I)])  # expect: I(a=1, c=3) 3 dd ['a', 'c']
try: replace(i, a=3)
except TypeError as e: print(e)  # expect: InitVar 'b' must be specified with replace()
print(replace(i, a=3, b=1, d='x').c)  # expect: 4
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
print(K(a=1))  # expect: K(a=1, b=2)
try: K(1)
except TypeError as e: print(e)  # expect: K.__init__() takes 1 positional argument but 2 were given
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int = 3
    c: int
print(K2(1, c=2), K2.__match_args__)  # expect: K2(a=1, b=3, c=2) ('a',)
@dataclass(slots=True)
class S:
    a: int
    b: int = 5
    def get(self): return __class__.__name__
s = S(1); print(s, S.__slots__, hasattr(s, '__dict__'), s.get())
# expect: S(a=1, b=5) ('a', 'b') False S
try: s.q = 1
except AttributeError as e: print(e)
# expect: 'S' object has no attribute 'q' and no __dict__ for setting new attributes
@dataclass(eq=False)
class N: a: int
print(N(1) == N(1), N(1).__hash__ is not None, hash(N(1)) is not None)  # expect: False True True
@dataclass(unsafe_hash=True)
class U: a: int
print(hash(U(3)) == hash((3,)))  # expect: True
@dataclass(repr=False)
class R: a: int
print('R object' in repr(R(1)))  # expect: True
@dataclass(init=False)
class NI:
    a: int
    def __init__(self): self.a = 7
print(NI())  # expect: NI(a=7)
M = make_dataclass('M', [('x', int), ('y', int, field(default=5)), 'z'][:2], namespace={'dbl': lambda self: self.x * 2})
print(M(1), M(1).dbl(), M.__module__)  # expect: M(x=1, y=5) 2 __main__
@dataclass
class Rec:
    name: str
    kids: list = field(default_factory=list)
r = Rec('a'); r.kids.append(r); print(r)  # expect: Rec(name='a', kids=[...])
@dataclass
class CV:
    n: 'ClassVar[int]' = 3
    m: int = 4
print(CV(), [f.name for f in fields(CV)])  # expect: CV(n=3, m=4) ['n', 'm']
match P(1, 2):
    case P(1, y=b): print('matched', b)  # expect: matched 2
for e in ['fields(5)', 'asdict(5)', 'replace(5)', 'astuple(P)']:
    try: print(eval(e))
    except Exception as x: print(e, type(x).__name__, x)
    # expect: fields(5) TypeError must be called with a dataclass type or instance
    # expect: asdict(5) TypeError asdict() should be called on dataclass instances
    # expect: replace(5) TypeError replace() should be called on dataclass instances
    # expect: astuple(P) TypeError astuple() should be called on dataclass instances
try:
    @dataclass(frozen=True)
    class FF(P): pass
except TypeError as e: print(e)  # expect: cannot inherit frozen dataclass from a non-frozen one
try:
    @dataclass(order=True)
    class OO:
        a: int
        def __lt__(self, o): return 1
except TypeError as e: print(e)
# expect: Cannot overwrite attribute __lt__ in class OO Consider using functools.total_ordering
try:
    @dataclass(order=True, eq=False)
    class OE: a: int
except ValueError as e: print(e)  # expect: eq must be true if order is true
import copy
print(copy.deepcopy(P(1, 2, [3])), copy.replace(P(1), x=4), copy.copy(V(1)))
# expect: P(x=1, y=2, z=[3]) P(x=4, y=0, z=[]) V(a=1, b='q')
class Meta:
    pass
@dataclass
class Empty: pass
print(Empty(), Empty() == Empty(), P.__init__.__qualname__, P.__init__.__annotations__, P.__eq__.__qualname__)
# expect: Empty() True P.__init__ {'x': <class 'int'>, 'y': <class 'int'>, 'z': <class 'list'>, 'return': None} P.__eq__
print(dataclasses.MISSING is not None, P.__dataclass_params__)
# expect: True _DataclassParams(init=True,repr=True,eq=True,order=False,unsafe_hash=False,frozen=False,match_args=True,kw_only=False,slots=False,weakref_slot=False)
