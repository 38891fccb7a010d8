# Functions find names when they run.
def a(): return b() + 1
def b(): return 1
print(a())  # expect: 2
def b(): return 10
print(a())  # expect: 11
b = lambda: 100
print(a())  # expect: 101
del b
try:
    a()
except NameError as e:
    print(e)  # expect: name 'b' is not defined
def rec(n): return n if n == 0 else rec(n - 1)
r = rec
rec = lambda n: "replaced"
print(r(3))  # expect: replaced
