# split, rsplit, splitlines, partition, join.
print("a b  c\td\n".split(), "".split(), "   ".split(), "a b c".split(None, 1), " a b ".split(None, 1))
# expect: ['a', 'b', 'c', 'd'] [] [] ['a', 'b c'] ['a', 'b ']
print("a,b,,c".split(","), ",".split(","), "".split(","), "a,b,c".split(",", 1), "a--b--c".split("--"))
# expect: ['a', 'b', '', 'c'] ['', ''] [''] ['a', 'b,c'] ['a', 'b', 'c']
print("a,b,c".rsplit(",", 1), "a b c d".rsplit(None, 2), "a,b".rsplit(","), "abc".rsplit("x"))
# expect: ['a,b', 'c'] ['a b', 'c', 'd'] ['a', 'b'] ['abc']
print("one\ntwo\r\nthree\rfour".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "a\x0bb\x85c\u2028d".splitlines())
# expect: ['one', 'two', 'three', 'four'] ['a\n', '\n', 'b\n'] [] ['a', 'b', 'c', 'd']
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="))
# expect: ('a', '=', 'b=c') ('a=b', '=', 'c') ('abc', '', '') ('', '', 'abc')
print(", ".join(["a", "b"]), "".join([]), "-".join("abc"), "x".join(["one"]), "".join(str(i) for i in range(5)))
# expect: a, b  a-b-c one 01234


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: "a".split(""))  # expect: ValueError: empty separator
error(lambda: "a".partition(""))  # expect: ValueError: empty separator
error(lambda: ",".join(["a", 1]))
# expect: TypeError: sequence item 1: expected str instance, int found
error(lambda: ",".join(5))  # expect: TypeError: can only join an iterable
error(lambda: "a".split(1))  # expect: TypeError: must be str or None, not int
error(lambda: ",".join([b"x"]))
# expect: TypeError: sequence item 0: expected str instance, bytes found
