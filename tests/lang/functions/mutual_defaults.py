# Defaults and annotations are evaluated at the def, in order; varied signatures.
log = []
def note(x):
    log.append(x)
    return x
def f(a: note("ann a") = note(1), *args: note("ann args"), b: note("ann b") = note(2), **kw: note("ann kw")) -> note("ann return"): pass
print(log, f.__annotations__)
# expect: [1, 2, 'ann a', 'ann args', 'ann b', 'ann kw', 'ann return'] {'a': 'ann a', 'args': 'ann args', 'b': 'ann b', 'kw': 'ann kw', 'return': 'ann return'}
def g(a, b=[], *, c=None, d={}): 
    b.append(a)
    d[a] = c
    return b, d
print(g(1), g(2, c=5), g(3, []), g.__defaults__, g.__kwdefaults__)
# expect: ([1, 2], {1: None, 2: 5, 3: None}) ([1, 2], {1: None, 2: 5, 3: None}) ([3], {1: None, 2: 5, 3: None}) ([1, 2],) {'c': None, 'd': {1: None, 2: 5, 3: None}}
x: int = 5
y: "later"
z: list[int] = []
print(__annotations__, x, z)  # expect: {'x': <class 'int'>, 'y': 'later', 'z': list[int]} 5 []
def h():
    k: int = 3
    m: undefined_name
    return k
print(h(), h.__annotations__)  # expect: 3 {}
