# Floats: operators, signs of // and %, infinities and nan.
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), divmod(7.5, -2))
# expect: 3.0 -4.0 1.5 0.5 -0.5 (-4.0, 0.5) (-4.0, -0.5)
print(1.5 + 2, 2 - 0.5, 3 * 0.5, 1 / 4, 2 ** 0.5, 2.0 ** 3, 4 ** -0.5)
# expect: 3.5 1.5 1.5 0.25 1.4142135623730951 8.0 0.5
inf, nan = float("inf"), float("nan")
print(inf + 1, inf - inf, inf * 0, -inf, inf // 1, 1 // inf, -1 // inf, 1 % inf, -1 % inf)
# expect: inf nan nan -inf nan 0.0 -1.0 1.0 inf
print(nan == nan, nan != nan, nan < 1, nan > 1, inf == inf, inf > 10 ** 300, nan in [nan])
# expect: False True False False True True True
print(0.0 == -0.0, str(-0.0), -0.0 + 0.0, 0.0 * -1, abs(-0.0), 5.0 % 5.0, -5.0 % 5.0)
# expect: True -0.0 0.0 -0.0 0.0 0.0 0.0
print(1e308 * 10, -1e308 * 10, 5e-324 / 2)  # expect: inf -inf 0.0
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(1.25, 1), round(5e15 + 0.5))
# expect: 2 4 -2 2.67 1200.0 1.2 5000000000000000
print(type(round(2.5)).__name__, type(round(2.5, 0)).__name__, round(1e20), round(12345, -2), round(15, -1), round(25, -1))
# expect: int float 100000000000000000000 12300 20 20


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: 1.0 / 0)  # expect: ZeroDivisionError: float division by zero
error(lambda: 1 / 0)  # expect: ZeroDivisionError: division by zero
error(lambda: 1.0 // 0)  # expect: ZeroDivisionError: float floor division by zero
error(lambda: 1.0 % 0)  # expect: ZeroDivisionError: float modulo by zero
error(lambda: 1 % 0)  # expect: ZeroDivisionError: integer modulo by zero
error(lambda: 1 // 0)  # expect: ZeroDivisionError: integer division or modulo by zero
error(lambda: divmod(1, 0))  # expect: ZeroDivisionError: integer division or modulo by zero
error(lambda: divmod(1.0, 0))  # expect: ZeroDivisionError: float divmod()
error(lambda: 2.0 ** 10000)  # expect: OverflowError: (34, 'Numerical result out of range')
error(lambda: round(inf))  # expect: OverflowError: cannot convert float infinity to integer
error(lambda: round(nan))  # expect: ValueError: cannot convert float NaN to integer
error(lambda: int(nan))  # expect: ValueError: cannot convert float NaN to integer
error(lambda: float(10 ** 400))  # expect: OverflowError: int too large to convert to float
error(lambda: 10 ** 400 / 3)  # expect: OverflowError: integer division result too large for a float
error(lambda: 10 ** 400 * 1.0)  # expect: OverflowError: int too large to convert to float
