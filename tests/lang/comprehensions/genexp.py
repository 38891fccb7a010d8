# Generator expressions are lazy, except for their first iterable.
def show(x):
    print("show", x)
    return x


g = (show(i) for i in range(3))
print("made")  # expect: made
print(next(g))
# expect: show 0
# expect: 0
print(list(g), list(g))
# expect: show 1
# expect: show 2
# expect: [1, 2] []
try:
    (i for i in show(5))
except TypeError as e:
    print(e)
    # expect: show 5
    # expect: 'int' object is not iterable
g = (i for i in [1] for j in show(5))
try:
    next(g)
except TypeError as e:
    print(e)
    # expect: show 5
    # expect: 'int' object is not iterable
n = 2
g = (i * n for i in range(3))
n = 10
print(list(g), type(g).__name__, g.__name__, g.__qualname__)
# expect: [0, 10, 20] generator <genexpr> <genexpr>
print(sum(i * i for i in range(4)), ",".join(str(i) for i in range(3)), dict((k, 1) for k in "ab"), all(i for i in [1, 0, 1 / 1]), any(i for i in ()))
# expect: 14 0,1,2 {'a': 1, 'b': 1} False False
def first(it): return next(it)
print(first(i for i in "xyz"), *(i for i in range(2)))  # expect: x 0 1
