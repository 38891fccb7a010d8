# The operators on small ints, with the signs of // and % as in mathematics.
for a in (7, -7):
    for b in (2, -2, 3):
        print(a, b, a + b, a - b, a * b, a // b, a % b, a / b)
        # expect: 7 2 9 5 14 3 1 3.5
        # expect: 7 -2 5 9 -14 -4 -1 -3.5
        # expect: 7 3 10 4 21 2 1 2.3333333333333335
        # expect: -7 2 -5 -9 -14 -4 1 -3.5
        # expect: -7 -2 -9 -5 14 3 -1 3.5
        # expect: -7 3 -4 -10 -21 -3 2 -2.3333333333333335
print(2 ** 10, (-2) ** 3, 2 ** 0, 0 ** 0)  # expect: 1024 -8 1 1
print(2 ** -1, (-2) ** -2)  # expect: 0.5 0.25
print(-7 // 2, 7 // -2, -7 % 2, 7 % -2, -(7 // 2))  # expect: -4 -4 1 -1 -3
print(divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(-7, -2))
# expect: (3, 1) (-4, 1) (-4, -1) (3, -1)
print(+5, -5, ~5, - -5, ~~5, -0)  # expect: 5 -5 -6 5 5 0
print(5 .bit_length(), (0).bit_length(), (-256).bit_length(), (255).bit_count())  # expect: 3 0 9 8
print(abs(-3), abs(3), round(7), int(-3), int(3.99), int(-3.99))  # expect: 3 3 7 -3 3 -3
print(10 - 2 - 3, 2 ** 3 ** 2, -2 ** 2, 10 // 3 * 3 + 10 % 3)  # expect: 5 512 -4 10
