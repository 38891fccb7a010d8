# Functions that call themselves; the last one never stops, which is an error like any other.
def hanoi(n, source, target, other):
    if n == 0:
        return 0
    return hanoi(n - 1, source, other, target) + 1 + hanoi(n - 1, other, target, source)


def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [item] + rest


def forever(n):
    return forever(n + 1)


print("moves for 10 discs:", hanoi(10, "a", "b", "c"))
print("ackermann(2, 3) =", ackermann(2, 3))
print(*("".join(p) for p in permutations("abc")))
try:
    forever(0)
except RecursionError as e:
    print("RecursionError:", e)
