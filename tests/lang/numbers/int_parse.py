# int(): text in every base.
print(int("42"), int(" -42 "), int("+7"), int("1_000"), int("0042"))  # expect: 42 -42 7 1000 42
print(int("ff", 16), int("0xFF", 16), int("-0b101", 2), int("0o17", 0), int("z", 36), int("0b1", 0))
# expect: 255 255 -5 15 35 1
print(int("0", 0), int("00", 0), int("1" * 40))
# expect: 0 0 1111111111111111111111111111111111111111
print(int(), int(True), int(2.9), int(-2.9), int(1e20))  # expect: 0 1 2 -2 100000000000000000000
print(int("１２"), int("٣"))  # expect: 12 3


def error(*args):
    try:
        int(*args)
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error("")  # expect: ValueError: invalid literal for int() with base 10: ''
error("1 2")  # expect: ValueError: invalid literal for int() with base 10: '1 2'
error("1__2")  # expect: ValueError: invalid literal for int() with base 10: '1__2'
error("_1")  # expect: ValueError: invalid literal for int() with base 10: '_1'
error("0x10")  # expect: ValueError: invalid literal for int() with base 10: '0x10'
error("12", 2)  # expect: ValueError: invalid literal for int() with base 2: '12'
error("9", 8)  # expect: ValueError: invalid literal for int() with base 8: '9'
error("012", 0)  # expect: ValueError: invalid literal for int() with base 0: '012'
error("1", 1)  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
error("1", 37)  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
error(1, 10)  # expect: TypeError: int() can't convert non-string with explicit base
error(None)
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
error([])
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
error("1.5")  # expect: ValueError: invalid literal for int() with base 10: '1.5'
error(float("nan"))  # expect: ValueError: cannot convert float NaN to integer
error(float("inf"))  # expect: OverflowError: cannot convert float infinity to integer
error(2.5, 10)  # expect: TypeError: int() can't convert non-string with explicit base
