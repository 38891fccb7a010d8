# Iteration, unpacking, comprehension over a string.
for c in "aé日𝄞":
    print(c, ord(c), hex(ord(c)), len(c), len(c.encode()))
    # expect: a 97 0x61 1 1
    # expect: é 233 0xe9 1 2
    # expect: 日 26085 0x65e5 1 3
    # expect: 𝄞 119070 0x1d11e 1 4
a, *b, c = "hello"
print(a, b, c, list("abc"), tuple("ab"), set("aab") == {"a", "b"}, dict(zip("ab", "xy")), [c.upper() for c in "abc"])
# expect: h ['e', 'l', 'l'] o ['a', 'b', 'c'] ('a', 'b') True {'a': 'x', 'b': 'y'} ['A', 'B', 'C']
print(list(reversed("abc")), list(enumerate("ab", 5)), "".join(sorted("hello")), chr(0x1d11e), chr(65), ord("a"))
# expect: ['c', 'b', 'a'] [(5, 'a'), (6, 'b')] ehllo 𝄞 A 97
for f in (lambda: ord("ab"), lambda: ord(""), lambda: chr(-1), lambda: chr(0x110000), lambda: ord(5), lambda: chr("a")):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: TypeError: ord() expected a character, but string of length 2 found
        # expect: TypeError: ord() expected a character, but string of length 0 found
        # expect: ValueError: chr() arg not in range(0x110000)
        # expect: ValueError: chr() arg not in range(0x110000)
        # expect: TypeError: ord() expected string of length 1, but int found
        # expect: TypeError: 'str' object cannot be interpreted as an integer
