# Each operand of a chain is evaluated once, and none after the first that fails.
def f(n):
    print("f", n)
    return n

print(f(1) < f(2) < f(3))
# expect: f 1
# expect: f 2
# expect: f 3
# expect: True
print(f(3) < f(2) < f(1))
# expect: f 3
# expect: f 2
# expect: False
print(1 < 2 < 3 < 4, 1 < 2 > 1 == 1)  # expect: True True
x = 5
print(0 < x < 10,
      x == 5 != 6)  # expect: True True
for i in range(2):
    print(i)
    print(i * i)
    # expect: 0
    # expect: 0
    # expect: 1
    # expect: 1
if x:
    print("one")  # expect: one
    print("two")  # expect: two
int("a b")  # raises: ValueError: invalid literal for int() with base 10: 'a b'
