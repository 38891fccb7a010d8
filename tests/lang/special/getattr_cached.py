# Attributes of a class with __getattr__: what is there is found without it, also where the place
# in the code has seen it before; a __getattribute__ that comes later is asked.


class A:
    shared = "shared"

    def __init__(self):
        self.x = 1

    def __getattr__(self, name):
        return "hook " + name

    def method(self):
        return "method"

    @property
    def prop(self):
        return self._prop


class B(A):
    __slots__ = ("slot",)


def look(o):
    return o.x, o.shared, o.method(), o.missing, o.prop


a = A()
for _ in range(3):
    print(look(a))
# expect: (1, 'shared', 'method', 'hook missing', 'hook _prop')
# expect: (1, 'shared', 'method', 'hook missing', 'hook _prop')
# expect: (1, 'shared', 'method', 'hook missing', 'hook _prop')
del a.x
print(look(a)[0])  # expect: hook x
a.method = lambda: "own"
a.missing = "there"
print(look(a))  # expect: ('hook x', 'shared', 'own', 'there', 'hook _prop')


def slot(o):
    return o.slot


b = B()
print(slot(b))  # expect: hook slot
b.slot = 5
print(slot(b), slot(b))  # expect: 5 5
del b.slot
print(slot(b))  # expect: hook slot

A.__getattribute__ = lambda self, name: "all " + name if name != "method" else lambda: "all"
print(look(A()), slot(b))  # expect: ('all x', 'all shared', 'all', 'all missing', 'all prop') all slot
del A.__getattribute__
print(look(A()))  # expect: (1, 'shared', 'method', 'hook missing', 'hook _prop')
del A.__getattr__
try:
    look(A())
except AttributeError as e:
    print(e)  # expect: 'A' object has no attribute 'missing'
