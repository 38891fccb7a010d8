# __repr__, __str__, __format__, and the default ones.
class Both:
    def __repr__(self):
        return "<repr>"

    def __str__(self):
        return "str"


class OnlyRepr:
    def __repr__(self):
        return "only repr"


class OnlyStr:
    def __str__(self):
        return "only str"


class Bad:
    def __repr__(self):
        return 5

    __str__ = None


b = Both()
print(b, [b], repr(b), str(b), f"{b} {b!r} {b:>5}", "%s %r" % (b, b), {b: b} and (b,))
# raises: TypeError: unsupported format string passed to Both.__format__
print(OnlyRepr(), str(OnlyRepr()), [OnlyRepr()], str(OnlyStr()))
print(repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"), repr(Both), str(int), repr(type), repr(OnlyStr.__str__)[:30])
for f in (lambda: repr(Bad()), lambda: str(Bad()), lambda: format(b, 5), lambda: format(object(), "x")):
    try:
        f()
    except TypeError as e:
        print(e)
