# % formatting.
print("%s and %r, %a" % ("text", "quoted", "é"), "%d %i %u" % (1, -2, 3), "%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42))
# expect: text and 'quoted', '\xe9' 1 -2 3    42|42   |00042|+42| 42
print("%x %X %#x %o %#o" % (255, 255, 255, 8, 8), "%c%c" % ("a", 98), "%%", "%d%%" % 50, "%s" % None, "%s" % (1,))
# expect: ff FF 0xff 10 0o10 ab %% 50% None 1
print("%f %.2f %10.3f|%-10.1f|%e %.3e %g %G" % (3.14159, 3.14159, 3.14159, 3.14159, 31415.9, 31415.9, 0.0001, 1e-10))
# expect: 3.141590 3.14      3.142|3.1       |3.141590e+04 3.142e+04 0.0001 1E-10
print("%(a)s %(b)05d %(a)r" % {"a": "x", "b": 7}, "%s" % [1, 2], "%s %s" % ("a", (1, 2)), "%*d %-*d| %.*f" % (5, 1, 4, 2, 2, 3.14159))
# expect: x 00007 'x' [1, 2] a (1, 2)     1 2   | 3.14
print("%.3s|%10.2s|%-5s|" % ("abcdef", "abcdef", "ab"), "%5s%%" % "x", "%d" % 3.99, "%d" % True, "%x" % 10 ** 20, "%d" % -10 ** 20)
# expect: abc|        ab|ab   |     x% 3 1 56bc75e2d63100000 -100000000000000000000
print("%s" % {"a": 1}, "%(k)s" % {"k": (1, 2)}, "no args" % (), "no args" % {}, "%.0f %.0f" % (0.5, 1.5), "%#.3g" % 1.0)
# expect: {'a': 1} (1, 2) no args no args 0 2 1.00


def error(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


s = ""
error(lambda: (s + "%d") % "a")  # expect: TypeError: %d format: a real number is required, not str
error(lambda: (s + "%d %d") % (1,))  # expect: TypeError: not enough arguments for format string
error(lambda: (s + "%d") % (1, 2))
# expect: TypeError: not all arguments converted during string formatting
error(lambda: (s + "abc") % 5)
# expect: TypeError: not all arguments converted during string formatting
error(lambda: (s + "%q") % 5)
# expect: ValueError: unsupported format character 'q' (0x71) at index 1
error(lambda: (s + "%") % 5)  # expect: ValueError: incomplete format
error(lambda: (s + "%(a)s") % 5)  # expect: TypeError: format requires a mapping
error(lambda: (s + "%(a)s") % {})  # expect: KeyError: 'a'
error(lambda: (s + "%(a") % {})  # expect: ValueError: incomplete format key
error(lambda: (s + "%c") % "ab")  # expect: TypeError: %c requires int or char
error(lambda: (s + "%c") % 1114112)  # expect: OverflowError: %c arg not in range(0x110000)
error(lambda: (s + "%x") % 1.5)  # expect: TypeError: %x format: an integer is required, not float
error(lambda: (s + "%f") % "a")  # expect: TypeError: must be real number, not str
error(lambda: (s + "%*d") % ("a", 1))  # expect: TypeError: * wants int
error(lambda: (s + "%s %s") % "a")  # expect: TypeError: not enough arguments for format string
