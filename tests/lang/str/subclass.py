# A class that inherits from str.
class Tag(str):
    def __new__(cls, text, level=1):
        self = super().__new__(cls, text.upper())
        self.level = level
        return self

    def __str__(self):
        return f"<{super().__str__()}>"


t = Tag("head", level=2)
print(t, repr(t), t.level, t + "!", len(t), t == "HEAD", t.lower(), type(t.lower()).__name__, {t: 1}["HEAD"])
# expect: <HEAD> 'HEAD' 2 HEAD! 4 True head str 1
print(f"{t} {t!r} {t:>8}", "%s" % t, "".join([t, "x"]), t[0], isinstance(t, str), str(t))
# expect: <HEAD> 'HEAD'     HEAD <HEAD> HEADx H True <HEAD>
