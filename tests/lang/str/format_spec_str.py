# The format codes of str, and what other types do with a spec.
print(f"{'ab':5}|{'ab':<5}|{'ab':>5}|{'ab':^5}|{'ab':*^6}|{'abcdef':.3}|{'abcdef':6.2}|{'':3}|{'é日':4}|{'ab':s}|{'ab':05}|")
# expect: ab   |ab   |   ab| ab  |**ab**|abc|ab    |   |é日  |ab|ab000|
print(f"{True:5}|{True!s:5}|{True:d}|{None!s:6}|{[1]!s:>5}|{(1,)!r:>6}|{'a' * 3:>5}|{1 + 2j:.1f}|{1 + 2j}|")
# expect:     1|True |1|None  |  [1]|  (1,)|  aaa|1.0+2.0j|(1+2j)|
for value, spec in (("a", "d"), ("a", "=5"), ("a", "+"), ("a", ","), ("a", "#"), ("a", "5.x"), ([], "5"), (None, "s"), ("a", "z"), (1, "5.5"), ("a", "\u00e9>"), ((), "x")):
    try:
        print(format(value, spec))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
        # expect: ValueError Unknown format code 'd' for object of type 'str'
        # expect: ValueError '=' alignment not allowed in string format specifier
        # expect: ValueError Sign not allowed in string format specifier
        # expect: ValueError Cannot specify ',' with 's'.
        # expect: ValueError Alternate form (#) not allowed in string format specifier
        # expect: ValueError Format specifier missing precision
        # expect: TypeError unsupported format string passed to list.__format__
        # expect: TypeError unsupported format string passed to NoneType.__format__
        # expect: ValueError Negative zero coercion (z) not allowed in string format specifier
        # expect: ValueError Precision not allowed in integer format specifier
        # expect: a
        # expect: TypeError unsupported format string passed to tuple.__format__
