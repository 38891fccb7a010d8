# The shortest text that reads back as the same number.
for x in (0.1, 0.2, 0.1 + 0.2, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 1.5e300, 5e-324,
          1.7976931348623157e308, 2.2250738585072014e-308, 0.0001, 0.00001, 1e-7, 3.14159, 100.0, 1 / 3, 2 / 3,
          9007199254740993.0, 1e21, 123456.789, 4.35, 2.675, 1e100, 9.5367431640625e-07):
    print(x, float(repr(x)) == x)
    # expect: 0.1 True
    # expect: 0.2 True
    # expect: 0.30000000000000004 True
    # expect: 1.0 True
    # expect: -0.0 True
    # expect: 1e+16 True
    # expect: 1000000000000000.0 True
    # expect: 1.2345678901234568e+17 True
    # expect: 1e+22 True
    # expect: 1e+23 True
    # expect: 1.5e+300 True
    # expect: 5e-324 True
    # expect: 1.7976931348623157e+308 True
    # expect: 2.2250738585072014e-308 True
    # expect: 0.0001 True
    # expect: 1e-05 True
    # expect: 1e-07 True
    # expect: 3.14159 True
    # expect: 100.0 True
    # expect: 0.3333333333333333 True
    # expect: 0.6666666666666666 True
    # expect: 9007199254740992.0 True
    # expect: 1e+21 True
    # expect: 123456.789 True
    # expect: 4.35 True
    # expect: 2.675 True
    # expect: 1e+100 True
    # expect: 9.5367431640625e-07 True
print(float("inf"), -float("inf"), float("nan"), [0.5, -1.5], str(2.0), repr(1e5))
# expect: inf -inf nan [0.5, -1.5] 2.0 100000.0
print(1e16 + 1, 9999999999999998.0, 0.1 * 3, 1.1 * 1.1)
# expect: 1e+16 9999999999999998.0 0.30000000000000004 1.2100000000000002
