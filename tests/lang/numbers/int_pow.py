# pow() with two and three arguments.
print(pow(2, 5), pow(2, -1), pow(2, 0.5) ** 2, pow(0, 0))  # expect: 32 0.5 2.0000000000000004 1
print(pow(3, 1000, 7), pow(3, 1000, -7), pow(-3, 3, 5), pow(2, 10 ** 20, 1_000_007))
# expect: 4 -3 3 332220
print(pow(3, -1, 7), pow(3, -2, 7), pow(5, 0, 1))  # expect: 5 4 0
print(pow(12345678901234567890, 98765432109876543210, 10 ** 20 + 39))  # expect: 78275203619974841331


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: pow(2, 3, 0))  # expect: ValueError: pow() 3rd argument cannot be 0
error(lambda: pow(2, -1, 4))  # expect: ValueError: base is not invertible for the given modulus
error(lambda: pow(2.0, 3, 5))
# expect: TypeError: pow() 3rd argument not allowed unless all arguments are integers
error(lambda: pow("2", 3))
# expect: TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
error(lambda: 0 ** -1)  # expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
error(lambda: 0.0 ** -1)  # expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
print((-8) ** (1 / 3) == (-8) ** (1 / 3), (-1) ** 0.5 != 0)  # expect: True True
