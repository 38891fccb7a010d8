# A str built by + shares its bytes with those it was built from; none of them sees it.
def build(piece, n):
    s = ""
    kept = []
    for i in range(n):
        s += piece
        kept.append(s)
    return kept


kept = build("abc", 400)
print(all(s == "abc" * (i + 1) for i, s in enumerate(kept)))  # expect: True
print(len(set(kept)), len({hash(s) for s in kept}) > 390)  # expect: 400 True

# Two that go on from the same one.
base = kept[-1]
left = base + "x" * 300
right = base + "y" * 300
left2 = left + "1"
right2 = right + "2"
print(left == "abc" * 400 + "x" * 300, right == "abc" * 400 + "y" * 300)  # expect: True True
print(left2[-2:], right2[-2:], left[-1], right[-1], base[-1])  # expect: x1 y2 x y c
base += base
base += base
print(base == "abc" * 1600)  # expect: True

# Beyond ASCII, where characters are found by an index.
kept = build("aé", 300)
print(all(len(s) == 2 * (i + 1) for i, s in enumerate(kept)))  # expect: True
print(kept[-1][501], kept[200][401], kept[250].find("é", 333), kept[250].rindex("a"))
# expect: é é 333 500
t = kept[-1]
t += "z"
t += "語" * 100
print(t[600], t[601], len(t), t[::100])  # expect: z 語 701 aaaaaaz語
t = "x" * 600
t += "a"
t += "é"
t += "b"
print(t[-3:], len(t), t.isascii(), t[:601].isascii())  # expect: aéb 603 False True

# What reads a text to its end, not to that of the bytes.
digits = ""
for i in range(100):
    digits += "12345"
longer = digits + "9"
print(int(digits) == int("12345" * 100), float(digits) == float("12345" * 100))  # expect: True True
print(bytes.fromhex(digits) == bytes.fromhex("12345" * 100))  # expect: True
odd = digits + "1"
even = odd + "2"
try:
    bytes.fromhex(odd)
except ValueError as e:
    print(e)  # expect: non-hexadecimal number found in fromhex() arg at position 501


class C:
    pass


name = "n"
for i in range(300):
    name += "m"
c = C()
setattr(c, name, 1)
cls = type(name, (), {})
C.__qualname__ = name


def f():
    pass


f.__name__ = f.__qualname__ = name
more = name + "tail"
setattr(c, more, 2)
print(sorted(len(k) for k in vars(c)))  # expect: [301, 305]
print(cls.__name__ == name, "tail" in repr(cls), "tail" in repr(c))  # expect: True False False
print("tail" in repr(f), getattr(c, "n" + "m" * 300))  # expect: False 1
try:
    getattr(cls, "x")
except AttributeError as e:
    print("tail" in str(e))  # expect: False
try:
    name.encode(name)
except LookupError as e:
    print("tail" in str(e), e.args[0][:20])  # expect: False unknown encoding: nm
try:
    open(name)
except OSError as e:
    print("tail" in str(e))  # expect: False
try:
    open(__file__, name)
except ValueError as e:
    print("tail" in str(e))  # expect: False
try:
    __import__(name)
except ImportError as e:
    print("tail" in str(e))  # expect: False
source = "1"
while len(source) < 600:
    source += " + 1"
whole = source + " + 'x'"
print(eval(source))  # expect: 151


class S(str):
    pass


s = S("q" * 300)
s.attr = 5
t = s + "r"
t += "s"
print(type(t).__name__, len(t), s.attr, S(t) == t, S("é" * 300)[299])  # expect: str 302 5 True é
e = S("é" * 300)
e.attr = 6
print(e.attr, len(e))  # expect: 6 300

# Time in proportion to the text: this would take minutes, were it the square.
s = ""
for i in range(200000):
    s += "0123456789"
print(len(s))  # expect: 2000000


class Box:
    s = ""


b = Box()
rows = [""]
for i in range(10000):
    b.s += "0123456789"
    rows[0] += "0123456789"
print(len(b.s), b.s == rows[0])  # expect: 100000 True
