# Assignment expressions.
if (n := 10) > 5:
    print(n)  # expect: 10
print([y := 5, y ** 2], (z := 3) + z)  # expect: [5, 25] 6
data = [1, 2, 3, 4]
print([sq for x in data if (sq := x * x) > 4], sq)  # expect: [9, 16] 16
it = iter(data)
while (x := next(it, None)) is not None:
    print(x, end=" ")  # expect: 1 2 3 4
print()


def f():
    any((found := x) > 2 for x in data)
    return found


print(f(), (lambda: (w := 1) + w)())  # expect: 3 2
print(f"{(q := 7)} {q}", {(k := "a"): k}, (a := 1, b := 2), a, b)
# expect: 7 7 {'a': 'a'} (1, 2) 1 2
