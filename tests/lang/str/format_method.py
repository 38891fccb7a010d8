# str.format().
print("{} {}".format(1, "a"), "{1} {0} {1}".format("x", "y"), "{a}{b}".format(a=1, b=2), "{0}{a}".format("z", a=5), "{{}} {{{}}}".format(1))
# expect: 1 a y x y 12 z5 {} {1}
print("{0[1]} {1[k]} {2.real}".format([1, 2], {"k": "v"}, 5), "{!r:>6}|{!s:<4}|{!a}".format("a", "b", "é"), "{:{}}|{:{w}.{p}f}".format("x", 5, 3.14159, w=8, p=2))
# expect: 2 v 5    'a'|b   |'\xe9' x    |    3.14
print("{:>10}|{:^10}|{:*<10}|{:=+8d}".format("r", "c", "l", 5), "{:,}".format(1234567), "{0:x}{0:o}".format(10), "{:s}".format("a"))
# expect:          r|    c     |l*********|+      5 1,234,567 a12 a
print("{x[a b]}".format(x={"a b": 1}), "{.__class__.__name__}".format(5), "{:%}".format(0.5), "{:}".format([1]), "{0!r}".format("q"))
# expect: 1 int 50.000000% [1] 'q'
print("{a} {b}".format_map({"a": 1, "b": 2}), "{}".format(None), "{:5}|".format(True), "{:>5}|".format("é"))
# expect: 1 2 None     1|     é|


def error(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: "{} {}".format(1))
# expect: IndexError: Replacement index 1 out of range for positional args tuple
error(lambda: "{2}".format(1))
# expect: IndexError: Replacement index 2 out of range for positional args tuple
error(lambda: "{a}".format())  # expect: KeyError: 'a'
error(lambda: "{} {0}".format(1))
# expect: ValueError: cannot switch from automatic field numbering to manual field specification
error(lambda: "{0} {}".format(1))
# expect: ValueError: cannot switch from manual field specification to automatic field numbering
error(lambda: "{".format(1))  # expect: ValueError: Single '{' encountered in format string
error(lambda: "}".format(1))  # expect: ValueError: Single '}' encountered in format string
error(lambda: "{!x}".format(1))  # expect: ValueError: Unknown conversion specifier x
error(lambda: "{!}".format(1))  # expect: ValueError: unmatched '{' in format spec
error(lambda: "{0".format(1))  # expect: ValueError: expected '}' before end of string
error(lambda: "{0!r".format(1))  # expect: ValueError: unmatched '{' in format spec
error(lambda: "{:d}".format("a"))
# expect: ValueError: Unknown format code 'd' for object of type 'str'
error(lambda: "{:s}".format(1))
# expect: ValueError: Unknown format code 's' for object of type 'int'
error(lambda: "{:5}".format([]))
# expect: TypeError: unsupported format string passed to list.__format__
error(lambda: "{:5}".format(None))
# expect: TypeError: unsupported format string passed to NoneType.__format__
error(lambda: "{0.x}".format(1))  # expect: AttributeError: 'int' object has no attribute 'x'
error(lambda: "{0[5]}".format([1]))  # expect: IndexError: list index out of range
error(lambda: "{0[a]}".format([1]))
# expect: TypeError: list indices must be integers or slices, not str
error(lambda: "{:=5}".format("a"))
# expect: ValueError: '=' alignment not allowed in string format specifier
error(lambda: "{:+}".format("a"))  # expect: ValueError: Sign not allowed in string format specifier
error(lambda: "{:.5}".format(5))
# expect: ValueError: Precision not allowed in integer format specifier
error(lambda: "{0[}".format(1))  # expect: ValueError: expected '}' before end of string
error(lambda: "{0[]}".format(1))  # expect: ValueError: Empty attribute in format string
error(lambda: "{:,}".format("a"))  # expect: ValueError: Cannot specify ',' with 's'.
error(lambda: "{:zz}".format(5))
# expect: ValueError: Unknown format code 'z' for object of type 'int'
