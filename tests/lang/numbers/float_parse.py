# float(): what it reads and what it refuses.
print(float("1.5"), float(" -1.5e3 "), float("1_000.5"), float(".5"), float("5."), float("1e5"), float("+3"))
# expect: 1.5 -1500.0 1000.5 0.5 5.0 100000.0 3.0
print(float("inf"), float("-Infinity"), float("nan"), float("1e400"), float("1e-400"), float())
# expect: inf -inf nan inf 0.0 0.0
print(float(7), float(True), float(10 ** 22), float(2 ** 53 + 1), float("0x10".replace("x", "")))
# expect: 7.0 1.0 1e+22 9007199254740992.0 10.0


def error(x):
    try:
        float(x)
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


for text in ("", "abc", "1.5.2", "1__0", "_1", "0x10", "1e", "--1", None, [], "1 2"):
    error(text)
    # expect: ValueError: could not convert string to float: ''
    # expect: ValueError: could not convert string to float: 'abc'
    # expect: ValueError: could not convert string to float: '1.5.2'
    # expect: ValueError: could not convert string to float: '1__0'
    # expect: ValueError: could not convert string to float: '_1'
    # expect: ValueError: could not convert string to float: '0x10'
    # expect: ValueError: could not convert string to float: '1e'
    # expect: ValueError: could not convert string to float: '--1'
    # expect: TypeError: float() argument must be a string or a real number, not 'NoneType'
    # expect: TypeError: float() argument must be a string or a real number, not 'list'
    # expect: ValueError: could not convert string to float: '1 2'
