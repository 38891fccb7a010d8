# Special methods that the eval loop enters itself: what their results mean, in which order the
# operands are asked, and what is said when nobody knows.


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


log = []


class A:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        log.append("A+")
        if isinstance(other, int):
            return NotImplemented
        return A(self.v + other.v)

    def __radd__(self, other):
        log.append("A r+")
        if isinstance(other, str):
            return NotImplemented
        return other + self.v

    def __iadd__(self, other):
        log.append("A +=")
        return NotImplemented

    def __lt__(self, other):
        log.append("A<")
        return NotImplemented if isinstance(other, int) else self.v < other.v

    def __eq__(self, other):
        log.append("A==")
        return NotImplemented if isinstance(other, int) else self.v == other.v

    def __neg__(self):
        return A(-self.v)

    def __bool__(self):
        return self.v


class B(A):
    def __radd__(self, other):
        log.append("B r+")
        return A(100)


class C:
    def __radd__(self, other):
        log.append("C r+")
        return "C" if isinstance(other, A) else NotImplemented

    def __gt__(self, other):
        log.append("C>")
        return True


def add(a, b):
    return a + b


def iadd(a, b):
    a += b
    return a


print(add(A(1), A(2)).v, log)  # expect: 3 ['A+']
log.clear()
attempt(add, A(1), 1)  # expect: TypeError unsupported operand type(s) for +: 'A' and 'int'
print(log)  # expect: ['A+']
log.clear()
print(add(1, A(2)), log)  # expect: 3 ['A r+']
print(add(1.5, A(2)))  # expect: 3.5
log.clear()
attempt(add, "x", A(2))  # expect: TypeError can only concatenate str (not "A") to str
print(log)  # expect: ['A r+']
log.clear()
print(add(A(1), B(2)).v, log)  # expect: 100 ['B r+']
log.clear()
print(add(B(1), A(2)).v, log)  # expect: 3 ['A+']
log.clear()


class D(A):
    def __add__(self, other):
        log.append("D+")
        return NotImplemented


attempt(add, D(1), C())  # expect: C
print(log)  # expect: ['D+', 'C r+']
log.clear()
attempt(add, D(1), D(1))  # expect: TypeError unsupported operand type(s) for +: 'D' and 'D'
print(log)  # expect: ['D+']
log.clear()
attempt(add, C(), 1)  # expect: TypeError unsupported operand type(s) for +: 'C' and 'int'
attempt(add, 1, C())  # expect: TypeError unsupported operand type(s) for +: 'int' and 'C'
print(log)  # expect: ['C r+']
log.clear()
print(iadd(A(1), A(5)).v, log)  # expect: 6 ['A +=', 'A+']
log.clear()
attempt(iadd, A(1), 5)  # expect: TypeError unsupported operand type(s) for +=: 'A' and 'int'
print(log)  # expect: ['A +=', 'A+']
log.clear()


class F(float):
    def __radd__(self, other):
        return "F"


print(add(1, F(2)), add(1.0, F(2)), add(F(1), 2))  # expect: F F 3.0


class N(int):
    def __radd__(self, other):
        return "N"


print(add(1, N(2)), add(1.0, N(2)))  # expect: N 3.0


# ---- comparisons: as values, as conditions, negated
def less(a, b):
    if a < b:
        return "yes", a < b, not a < b
    return "no", a < b, not a < b


print(less(A(1), A(2)), less(A(2), A(1)))  # expect: ('yes', True, False) ('no', False, True)
log.clear()
print(less(A(1), C()) if False else A(1).__lt__(1))  # expect: NotImplemented
attempt(less, A(1), 1)  # expect: TypeError '<' not supported between instances of 'A' and 'int'


class E:
    def __lt__(self, other):
        return NotImplemented


print(less(E(), C()))  # expect: ('yes', True, False)
attempt(less, E(), E())  # expect: TypeError '<' not supported between instances of 'E' and 'E'


def same(a, b):
    if a == b:
        return True, a != b
    return False, a != b


print(same(A(1), A(1)), same(A(1), A(2)), same(A(1), 1))  # expect: (True, False) (False, True) (False, True)
x = A(7)
print(same(x, x), same(E(), 3), same(x, None) if False else 0)  # expect: (True, False) (False, True) 0


class Odd:
    def __eq__(self, other):
        return [] if other else [1]

    def __lt__(self, other):
        return other

    def __len__(self):
        return self.n


o = Odd()
print(o == 1, o == 0, o != 1, o != 0)  # expect: [] [1] True False
if o == 1:
    print("not here")
if o != 1:
    print("here")  # expect: here
if o < A(True):
    print("true")  # expect: true
try:
    if o < A(3):
        pass
except TypeError as e:
    print(e)  # expect: __bool__ should return bool, returned int


# ---- truth
def truth(v):
    if v:
        return "true", not v
    return "false", not v


def truth_not(v):
    if not v:
        return "false"
    return "true"


print(truth(A(True)), truth(A(False)))  # expect: ('true', False) ('false', True)
attempt(truth, A(1))  # expect: TypeError __bool__ should return bool, returned int
for n in (0, 3):
    o.n = n
    print(truth(o), truth_not(o))
# expect: ('false', True) false
# expect: ('true', False) true
o.n = -1
attempt(truth, o)  # expect: ValueError __len__() should return >= 0
o.n = "x"
attempt(truth, o)  # expect: TypeError 'str' object cannot be interpreted as an integer
print((-A(5)).v)  # expect: -5


# ---- items
class Box:
    def __init__(self):
        self.d = {}

    def __getitem__(self, key):
        return self.d[key]

    def __setitem__(self, key, value):
        self.d[key] = value
        return "nobody sees this"

    def __delitem__(self, key):
        del self.d[key]

    def __contains__(self, key):
        return self.d.get(key)


b = Box()
b[1] = 2
b["k"] = []
print(b[1], 1 in b, 2 in b, "k" in b, "k" not in b, 1 not in b)  # expect: 2 True False False True False
del b[1]
attempt(lambda: b[1])  # expect: KeyError 1
if 1 in b:
    print("wrong")
b[3] = b[4] = 5
b[3] += 1
print(b[3])  # expect: 6


# ---- attributes
class P:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 2

    @property
    def call(self):
        return lambda a: a + self._x

    @property
    def broken(self):
        return self.nothing

    y = property(None, None)


p = P()
p.x = 4
p.x += 1
print(p.x, p.call(1), p.__dict__)  # expect: 18 19 {'_x': 18}
attempt(lambda: p.broken)  # expect: AttributeError 'P' object has no attribute 'nothing'
attempt(lambda: p.y)  # expect: AttributeError property 'y' of 'P' object has no getter


class G:
    here = 1

    def __getattr__(self, name):
        if name == "bad":
            raise AttributeError("no " + name)
        return name * 2

    @property
    def prop(self):
        raise AttributeError("inner")

    def __setattr__(self, name, value):
        log.append((name, value))
        object.__setattr__(self, name, value)


log.clear()
g = G()
g.a = 1
print(g.a, g.b, g.here, g.prop, g.upper, log)  # expect: 1 bb 1 propprop upperupper [('a', 1)]
attempt(lambda: g.bad)  # expect: AttributeError no bad
attempt(lambda: g.call())  # expect: TypeError 'str' object is not callable
print(g.method.upper())  # expect: METHODMETHOD


# ---- iteration
class R:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("done")
        if self.n == 100:
            raise KeyError("hundred")
        self.n -= 1
        return self.n


print([x for x in R(3)], list(R(2)), sum(R(4)))  # expect: [2, 1, 0] [1, 0] 6
for x in R(1):
    print(x)  # expect: 0
else:
    print("else")  # expect: else
attempt(lambda: [x for x in R(100)])  # expect: KeyError 'hundred'


class Bad:
    def __iter__(self):
        return 1


attempt(lambda: [x for x in Bad()])  # expect: TypeError iter() returned non-iterator of type 'int'


# StopIteration from something that __next__ calls ends the loop, too
class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)


i = Inner()
i.it = iter([1, 2])
print([x for x in i])  # expect: [1, 2]


# in a generator, whose registers are not on the stack
def gen(a, b):
    yield a + b
    yield a < b
    for x in R(2):
        yield x
    yield p.x
    if a:
        yield "a"


print([v.v if isinstance(v, A) else v for v in gen(A(True), A(5))])  # expect: [6, True, 1, 0, 18, 'a']


# deep: each level is an operator
class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n if self.n == 0 else Deep(self.n - 1) + other

    def __getitem__(self, i):
        return self[i + 1]


print(Deep(300) + 1)  # expect: 0
attempt(lambda: Deep(1)[0])  # expect: RecursionError maximum recursion depth exceeded
