# Comprehensions have a scope of their own; only := reaches out.
x = "outer"
print([x for x in range(3)], x)  # expect: [0, 1, 2] outer
print({x: x * x for x in range(3)}, {x for x in "a"}, list(x for x in range(2)), x)
# expect: {0: 0, 1: 1, 2: 4} {'a'} [0, 1] outer
y = 5
print([y for x in range(2)], [i for i in range(y) if i % 2], [(i, j) for i in range(3) for j in range(i)])
# expect: [5, 5] [1, 3] [(1, 0), (2, 0), (2, 1)]
print([[j for j in range(i)] for i in range(3)], [i for i in range(3) if i if i > 1], [a + b for a, b in [(1, 2), (3, 4)]])
# expect: [[], [0], [0, 1]] [2] [3, 7]
print([x for x in [1, 2] for x in [x, x * 10]], [*[i for i in "ab"]], [f() for f in [lambda: i for i in range(3)]])
# expect: [1, 10, 2, 20] ['a', 'b'] [2, 2, 2]


class C:
    n = 2
    rows = [n for i in [1]] if False else [i for i in range(n)]


print(C.rows)  # expect: [0, 1]


def f(items):
    total = 0
    squares = [total := total + i for i in items]
    return squares, total


print(f([1, 2, 3]), [last := i for i in range(3)], last)  # expect: ([1, 3, 6], 6) [0, 1, 2] 2


def nested():
    k = 1
    return [[k + i + j for i in range(2)] for j in range(2)]


print(nested(), {k: v for k, v in zip("ab", range(2))}, {**{k: 1 for k in "a"}}, sum(i for i in range(5)), max((len(w) for w in ["a", "bbb"]), default=0))
# expect: [[1, 2], [2, 3]] {'a': 0, 'b': 1} {'a': 1} 10 3
try:
    class D:
        m = 2
        bad = [m for i in range(2)]
except NameError as e:
    print(e)  # expect: name 'm' is not defined
print([i for i in range(5) if not i % 2 or i == 3], [0 if i % 2 else i for i in range(4)], [(yielded, 1) for yielded in (1,)])
# expect: [0, 2, 3, 4] [0, 0, 2, 0] [(1, 1)]
