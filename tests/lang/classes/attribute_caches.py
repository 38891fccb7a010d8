# The same attribute instruction meets one kind of object many times, then another, or a class that
# has changed: what was remembered must not show.


class Slots:
    __slots__ = ("a", "b")
    kind = "slots"

    def method(self):
        return "slots method"


class Plain:
    kind = "plain"

    def __init__(self, a):
        self.a = a

    def method(self):
        return "plain method"

    @classmethod
    def of_class(cls):
        return cls.kind

    @staticmethod
    def alone():
        return "static"


class Sub(Plain):
    kind = "sub"

    def method(self):
        return "sub " + super().method()


class Mine(dict):
    kind = "dict"
    a = 4

    def method(self):
        return "dict method"


def get_a(o):
    return o.a


def get_kind(o):
    return o.kind


def call_method(o):
    return o.method()


def bind(o):
    m = o.method
    return m()


def set_a(o, v):
    o.a = v


s = Slots()
s.a = 1
everything = [s, Plain(2), Sub(3), Mine(), s, Plain(5), Sub(6)]
for k in range(3):
    print([get_a(o) for o in everything])
    print([get_kind(o) for o in everything])
# expect: [1, 2, 3, 4, 1, 5, 6]
# expect: ['slots', 'plain', 'sub', 'dict', 'slots', 'plain', 'sub']
# expect: [1, 2, 3, 4, 1, 5, 6]
# expect: ['slots', 'plain', 'sub', 'dict', 'slots', 'plain', 'sub']
# expect: [1, 2, 3, 4, 1, 5, 6]
# expect: ['slots', 'plain', 'sub', 'dict', 'slots', 'plain', 'sub']
for k in range(2):
    print([call_method(o) for o in everything[:4]])
    print([bind(o) for o in everything[:4]])
# expect: ['slots method', 'plain method', 'sub plain method', 'dict method']
# expect: ['slots method', 'plain method', 'sub plain method', 'dict method']
# expect: ['slots method', 'plain method', 'sub plain method', 'dict method']
# expect: ['slots method', 'plain method', 'sub plain method', 'dict method']
for k in range(3):
    for o in everything:
        set_a(o, k)
print([get_a(o) for o in everything])  # expect: [2, 2, 2, 2, 2, 2, 2]

# a member that is unset
t = Slots()
for o in (s, s, t):
    try:
        print(get_a(o))
    except AttributeError as e:
        print(type(e).__name__, e)
# expect: 2
# expect: 2
# expect: AttributeError 'Slots' object has no attribute 'a'
for o in (s, t, t, s):
    try:
        o.b()
    except AttributeError as e:
        print(e)
# expect: 'Slots' object has no attribute 'b'
# expect: 'Slots' object has no attribute 'b'
# expect: 'Slots' object has no attribute 'b'
# expect: 'Slots' object has no attribute 'b'
del s.a
try:
    get_a(s)
except AttributeError as e:
    print(e)  # expect: 'Slots' object has no attribute 'a'

# an instance attribute hides what the class has, and then no more
p = Plain(1)
for k in range(4):
    if k == 2:
        p.method = lambda: "own"
        p.of_class = lambda: "own class"
        p.alone = lambda: "own alone"
        p.kind = "own kind"
    if k == 3:
        del p.kind, p.alone, p.of_class, p.method
    print(call_method(p), bind(p), p.of_class(), p.alone(), get_kind(p))
# expect: plain method plain method plain static plain
# expect: plain method plain method plain static plain
# expect: own own own class own alone own kind
# expect: plain method plain method plain static plain

# the class changes
for k in range(4):
    if k == 2:
        Plain.method = lambda self: "new method"
        Plain.kind = "new kind"
        Plain.alone = staticmethod(lambda: "new static")
        Plain.of_class = classmethod(lambda cls: "new " + cls.__name__)
    print(call_method(Plain(1)), Plain.kind, Plain.alone(), Plain.of_class(), Sub.of_class())
# expect: plain method plain static plain sub
# expect: plain method plain static plain sub
# expect: new method new kind new static new Plain new Sub
# expect: new method new kind new static new Plain new Sub


# a data descriptor arrives in the class of objects that have the attribute
class D:
    def __init__(self):
        self.x = "mine"


d = D()
for k in range(4):
    if k == 2:
        D.x = property(lambda self: "property", lambda self, v: print("set", v))
    d.x = k
    print(d.x)
# expect: 0
# expect: 1
# expect: set 2
# expect: property
# expect: set 3
# expect: property


# a metaclass with a say
class Meta(type):
    @property
    def level(cls):
        return "meta level of " + cls.__name__

    def greet(cls):
        return "meta greets " + cls.__name__


class WithMeta(metaclass=Meta):
    level = "class level"
    greet = classmethod(lambda cls: "class greets " + cls.__name__)


class Other(metaclass=Meta):
    kind = "other"


for k in range(3):
    print(WithMeta.level, WithMeta.greet(), Other.level, Other.greet(), WithMeta().level)
# expect: meta level of WithMeta class greets WithMeta meta level of Other meta greets Other class level
# expect: meta level of WithMeta class greets WithMeta meta level of Other meta greets Other class level
# expect: meta level of WithMeta class greets WithMeta meta level of Other meta greets Other class level
for k in range(4):
    if k == 2:
        Meta.kind = property(lambda cls: "now of the metaclass")
    print(Other.kind)
# expect: other
# expect: other
# expect: now of the metaclass
# expect: now of the metaclass

# a staticmethod that is made anew in place
sm = staticmethod(lambda: 1)


class Re:
    f = sm


for k in range(4):
    if k == 2:
        sm.__init__(lambda: 2)
    print(Re.f(), Re().f(), (Re.f)())
# expect: 1 1 1
# expect: 1 1 1
# expect: 2 2 2
# expect: 2 2 2

# __class__ changes under the same shape
class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


o = A()
o.v = 1
for k in range(4):
    if k == 2:
        o.__class__ = B
    print(o.who(), o.v)
# expect: A 1
# expect: A 1
# expect: B 1
# expect: B 1

# many attributes, more than fit into the first instances
class Many:
    def __init__(self, n):
        for i in range(n):
            setattr(self, "x%d" % i, i)
        self.last = n
        self.last += 1


for n in (2, 40, 2, 300, 40):
    m = Many(n)
    print(m.last, m.x0, m.x1)
# expect: 3 0 1
# expect: 41 0 1
# expect: 3 0 1
# expect: 301 0 1
# expect: 41 0 1


# data of a class is overwritten again and again, then replaced by other kinds of things
class Count:
    n = 0
    limit = 3
    call = int

    def up(self):
        Count.n += 1
        return self.n, type(self).n, Count.n


class CountMore(Count):
    def limit_above(self):
        return super().limit


c = CountMore()
for k in range(5):
    Count.limit += 1
    print(c.up(), c.limit, c.limit_above(), getattr(CountMore, "n"), c.call())
    if k == 1:
        Count.call = str
    if k == 2:
        CountMore.n = 100
    if k == 3:
        Count.call = lambda self: "bound " + type(self).__name__
        Count.limit = property(lambda self: "property")
        break
# expect: (1, 1, 1) 4 4 1 0
# expect: (2, 2, 2) 5 5 2 0
# expect: (3, 3, 3) 6 6 3
# expect: (100, 100, 4) 7 7 100
print(c.up(), c.limit, c.limit_above(), c.call())  # expect: (100, 100, 5) property property bound CountMore


class Value:
    def __get__(self, obj, owner=None):
        return "got"


class Holder:
    v = 1
    w = 2


def look(h):
    return h.v, h.w, Holder.v, type(h).w


for k in range(4):
    if k == 1:
        Holder.v = [1]
    if k == 2:
        Holder.v = Value()
    if k == 3:
        Holder.v = None
        del Holder.w
        Holder.w = "new"
    print(look(Holder()))
# expect: (1, 2, 1, 2)
# expect: ([1], 2, [1], 2)
# expect: ('got', 2, 'got', 2)
# expect: (None, 'new', None, 'new')


class MetaSet(type):
    def __setattr__(cls, name, value):
        super().__setattr__(name, value * 2)


class Doubled(metaclass=MetaSet):
    x = 1


for k in range(3):
    Doubled.x = k
    print(Doubled.x)
# expect: 0
# expect: 2
# expect: 4


class NoHash:
    __hash__ = None


class HasHash(NoHash):
    __hash__ = lambda self: 5


for k in range(3):
    try:
        print(hash(HasHash()))
    except TypeError as e:
        print(e)
    if k == 0:
        HasHash.__hash__ = None
    if k == 1:
        HasHash.__hash__ = lambda self: 6
# expect: 5
# expect: unhashable type: 'HasHash'
# expect: 6


# attributes of named tuples
from collections import namedtuple

Pair = namedtuple("Pair", "left right")


class Longer(Pair):
    pass


def sides(p):
    return p.left, p.right


for k in range(2):
    print([sides(p) for p in (Pair(1, 2), Longer("a", "b"), Plain)[:2]])
# expect: [(1, 2), ('a', 'b')]
# expect: [(1, 2), ('a', 'b')]
longer = Longer(3, 4)
try:
    longer.left = 5
except AttributeError as e:
    print(e)  # expect: can't set attribute
short = tuple.__new__(Pair, (1,))
try:
    sides(short)
except IndexError as e:
    print(e)  # expect: tuple index out of range
Pair.left = property(lambda self: "changed")
print(sides(Pair(1, 2)))  # expect: ('changed', 2)


# attributes computed by C
def class_name(o):
    return o.__class__.__name__


for o in (Plain(1), s, 5, "x", Plain(1), None, Plain):
    print(class_name(o), o.__class__ is type(o))
# expect: Plain True
# expect: Slots True
# expect: int True
# expect: str True
# expect: Plain True
# expect: NoneType True
# expect: type True


class Pretender:
    @property
    def __class__(self):
        return Plain


print(class_name(Pretender()), class_name(Plain(1)))  # expect: Plain Plain


def read_context(e):
    return e.args, e.__context__


for e in (ValueError(1), KeyError("k"), ValueError(2)):
    print(read_context(e))
# expect: ((1,), None)
# expect: (('k',), None)
# expect: ((2,), None)
