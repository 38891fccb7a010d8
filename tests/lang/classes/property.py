# property.
class Temp:
    def __init__(self):
        self._c = 0

    @property
    def celsius(self):
        "degrees"
        return self._c

    @celsius.setter
    def celsius(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @celsius.deleter
    def celsius(self):
        print("deleted")

    @property
    def kelvin(self):
        return self._c + 273

    x = property(lambda self: "x value", doc="about x")


t = Temp()
t.celsius = 20
t.celsius += 5
print(t.celsius, t.kelvin, t.x, Temp.celsius.__doc__, Temp.x.__doc__, type(Temp.x).__name__)
# expect: 25 298 x value degrees about x property
del t.celsius  # expect: deleted


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def set_kelvin(): t.kelvin = 1
def del_kelvin(): del t.kelvin
def set_cold(): t.celsius = -300


error(set_kelvin)  # expect: AttributeError: property 'kelvin' of 'Temp' object has no setter
error(del_kelvin)  # expect: AttributeError: property 'kelvin' of 'Temp' object has no deleter
error(set_cold)  # expect: ValueError: too cold


class Only:
    p = property(fset=lambda self, v: print("stored", v))

    @property
    def broken(self):
        return self.nothing


o = Only()
o.p = 1  # expect: stored 1
error(lambda: o.p)  # expect: AttributeError: property 'p' of 'Only' object has no getter
error(lambda: o.broken)  # expect: AttributeError: 'Only' object has no attribute 'nothing'


class Sub(Temp):
    @property
    def kelvin(self):
        return super().kelvin + 0.15


print(Sub().kelvin, Temp.kelvin.fget(t), Temp.celsius.fset is not None, Temp.kelvin.fset)
# expect: 273.15 298 True None
