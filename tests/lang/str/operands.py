# Operands and arguments of str: subclasses, other types, wrong ones.

def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class S(str):
    def __str__(self):
        return "S!"
    def __repr__(self):
        return "R!"
    def __format__(self, s):
        return "F" + s
s = S("abc")
s.x = 5
print(s, repr(s), f"{s:>4}", "%s %r" % (s, s), s.x, len(s), s + "d", type(s + "d").__name__,
      type(s.upper()).__name__, s == "abc", hash(s) == hash("abc"), {s: 1}["abc"], "".join([s]), s[1], s[:], type(s[:]).__name__)
      # expect: S! R! F>4 S! R! 5 3 abcd str str True True 1 abc b abc str
t(lambda: str.__new__(S, b"x", "ascii"))  # expect: R!
t(lambda: S(5))  # expect: R!
t(lambda: str.upper(5))
# expect: TypeError descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
t(lambda: str.upper())  # expect: TypeError unbound method str.upper() needs an argument
t(lambda: "a".upper(1))  # expect: TypeError str.upper() takes no arguments (1 given)
t(lambda: "a".foo)  # expect: AttributeError 'str' object has no attribute 'foo'
t(lambda: "a" + None)  # expect: TypeError can only concatenate str (not "NoneType") to str
t(lambda: None + "a")  # expect: TypeError unsupported operand type(s) for +: 'NoneType' and 'str'
t(lambda: "a" - "b")  # expect: TypeError unsupported operand type(s) for -: 'str' and 'str'
t(lambda: -"a")  # expect: TypeError bad operand type for unary -: 'str'
t(lambda: "a" < None)
# expect: TypeError '<' not supported between instances of 'str' and 'NoneType'
t(lambda: "a".__getitem__("x"))  # expect: TypeError string indices must be integers, not 'str'
class M:
    def __rmul__(self, o):
        return "rmul " + str(o)
    def __radd__(self, o):
        return "radd " + str(o)
    def __rmod__(self, o):
        return "rmod"
    def __index__(self):
        return 2
class N:
    def __index__(self):
        return 2
print("a" * M(), "a" + M(), "ab" * N(), "abc"[N()], "abc"[N():], b"ab" * N(), b"abc"[N()],
      N() * "x")  # expect: rmul a radd a abab c c b'abab' 99 xx
t(lambda: "%d" % M())  # expect: '2'
t(lambda: "a" % M())  # expect: TypeError not all arguments converted during string formatting
class L:
    def __len__(self):
        return 3
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return str(i)
print("-".join(L()), list("aé€"), sorted("béa"), max("aé"), "é" in {"é"}, dict.fromkeys("ab"))
# expect: 0-1-2 ['a', 'é', '€'] ['a', 'b', 'é'] é True {'a': None, 'b': None}
print("{0.real} {0.imag:>3} {a[k]} {b[0]}".format(1, a={"k": 2}, b=[3]))  # expect: 1   0 2 3
print("{:>10.3f}|{:<+8d}|{:^#10x}|{:08.2e}|{:,}|{:%}".format(3.14159, 5, 255, 12345.678,
      1234567, 0.25))  # expect:      3.142|+5      |   0xff   |1.23e+04|1,234,567|25.000000%
print("%(a)s %(b)05.1f %(c)r" % {"a": 1, "b": 2.25, "c": "x"}, "%c%%" % 120)
# expect: 1 002.2 'x' x%
it = iter("aé")
print(next(it), it.__length_hint__(), list(it), list(it))  # expect: a 1 ['é'] []
print(type(it).__name__, type(iter(b"")).__name__)  # expect: str_iterator bytes_iterator
print("\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), ascii("é𝄞\n'"))
# expect: 😀 "\xe9\U0001d11e\n'"
t(lambda: "é".encode("ascii"))
# expect: UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
t(lambda: b"\xff".decode())
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
t(lambda: "abc".encode("idna-nope"))  # expect: LookupError unknown encoding: idna-nope
try:
    "aé€".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, e.args)
    # expect: ascii aé€ 1 3 ordinal not in range(128) ('ascii', 'aé€', 1, 3, 'ordinal not in range(128)')
try:
    b"a\xff".decode("utf-8")
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason)
    # expect: utf-8 b'a\xff' 1 2 invalid start byte
print(str.maketrans("ab", "cd"), "abc".translate(str.maketrans("ab", "cd", "c")),
      "x".isidentifier(), "a b".title(), "ǆ".capitalize())  # expect: {97: 99, 98: 100} cd True A B ǅ
print(help is not None, str.__doc__ is not None, "abc".__len__(), "a".__add__("b"),
      "a".__mul__(3), "a".__rmul__(2), "%s".__mod__(1), "abc".__contains__("b"), "a".__eq__(1), str.__name__, "a".__class__)
      # expect: True True 3 ab aaa aa 1 True NotImplemented str <class 'str'>
t(lambda: "".join(["a", 1, "b"]))
# expect: TypeError sequence item 1: expected str instance, int found
t(lambda: "a".join(x for x in ["p", "q"]))  # expect: 'paq'
t(lambda: "abc".split(maxsplit=1))  # expect: ['abc']
t(lambda: "abc".replace("a", "b", -1))  # expect: 'bbc'
t(lambda: "aXbX".rsplit("X", 1))  # expect: ['aXb', '']
t(lambda: "abc".find("c", None, None))  # expect: 2
t(lambda: "abc".split(None, None))
# expect: TypeError 'NoneType' object cannot be interpreted as an integer
t(lambda: "abc".startswith(("a", 1)))  # expect: True
t(lambda: "abc".count("b", 1, 2))  # expect: 1
t(lambda: "abc".encode(encoding="latin-1", errors="strict"))  # expect: b'abc'
t(lambda: "abc".zfill())  # expect: TypeError str.zfill() takes exactly one argument (0 given)
t(lambda: "abc".center())  # expect: TypeError center expected at least 1 argument, got 0
t(lambda: "abc".expandtabs(1, 2))
# expect: TypeError expandtabs() takes at most 1 argument (2 given)
t(lambda: "x".splitlines(keepends=1))  # expect: ['x']
t(lambda: "a,b".partition())
# expect: TypeError str.partition() takes exactly one argument (0 given)
t(lambda: "a".replace("a"))
# expect: TypeError replace() takes at least 2 positional arguments (1 given)
t(lambda: "a".join())  # expect: TypeError str.join() takes exactly one argument (0 given)
t(lambda: b"a".hex(1, 2, 3))  # expect: TypeError hex() takes at most 2 arguments (3 given)
t(lambda: "a".format_map())
# expect: TypeError str.format_map() takes exactly one argument (0 given)
t(lambda: "a".translate())  # expect: TypeError str.translate() takes exactly one argument (0 given)
t(lambda: str.maketrans())  # expect: TypeError maketrans expected at least 1 argument, got 0
t(lambda: "a".index("b", 1, 2, 3))  # expect: TypeError index expected at most 3 arguments, got 4
