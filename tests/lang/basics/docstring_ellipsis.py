"""The module's docstring."""
# Docstrings, `...`, `pass`, and semicolons.
def f():
    """What f does."""


class C:
    "What C is."
    ...


def g(): ...


print(__doc__, f.__doc__, C.__doc__, g.__doc__, g(), ..., Ellipsis is ..., type(...).__name__)
# expect: The module's docstring. What f does. What C is. None None Ellipsis True ellipsis
a = 1; b = 2; print(a + b)  # expect: 3
if a: print("one line")  # expect: one line
for i in (1, 2): print(i); print(-i)
# expect: 1
# expect: -1
# expect: 2
# expect: -2
def h(): return 5
print(h(), __name__)  # expect: 5 __main__
