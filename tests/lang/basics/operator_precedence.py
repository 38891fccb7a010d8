# Precedence and associativity.
print(2 + 3 * 4 ** 2 // 5 % 7, -2 ** 2, 2 ** -1 ** 2, (1, 2) + (3,) * 2, not 1 == 2, 1 + 2 << 1, 1 | 2 ^ 3 & 4, 5 - 3 - 1, 2 ** 3 ** 0)
# expect: 4 -4 0.5 (1, 2, 3, 3) True 6 3 1 2
print(1 < 2 and 2 < 3 or 0, 1 or 0 and 0, not 0 and 0, 1 in [1] == True, 1 in [1, 2] in [[1, 2]], "a" + "b" * 2, -3 % 5, 7 // -2 * -2, ~1 + 1, 1 << 2 + 1, 3 & 2 == 2)
# expect: True 1 0 False True abb 2 8 -1 8 True
print([1, 2, 3][-1] ** 2, "abc"[1:].upper()[0], {"a": [1, {"b": 2}]}["a"][1]["b"], (lambda: [1])()[0], -"abc".find("c"), +1 .real)
# expect: 9 B 2 1 -2 1
