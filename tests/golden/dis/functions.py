# options: dis
"""Functions, closures and comprehensions."""
count = 0


def increment(n):
    global count
    for _ in range(n):
        count += 1


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def make_counter(start, *, step=1):
    def counter():
        nonlocal start
        start += step
        return start
    return counter


def squares(items, limit=10):
    return [x * x for x in items if x < limit], {x: -x for x in items}


def swap(a, b):
    a, b = b, a + b
    first, *rest = a
    return f"{first!r:>10} {rest}"
