# Lines joined by brackets and backslashes; comments and blank lines anywhere.
x = [1,  # one

     2,
     # three is missing
     4]
y = 1 + \
    2
s = ("a"
     "b" 'c')
if x and \
        y:
    print(x, y, s)  # expect: [1, 2, 4] 3 abc
# comment at another indentation
    print("same block")  # expect: same block
        # deeper comment
print({"k":
       1, }, (1,
              ), [
])  # expect: {'k': 1} (1,) []
def f(a,
      b=1,  # comment
      *,
      c,
      ): return (a,
                 b, c)
print(f(1, c=2,))  # expect: (1, 1, 2)
class C(
    object,
): pass
print(C.__name__); print("two"); 
# expect: C
# expect: two
if True: pass; print("one-liner")  # expect: one-liner
