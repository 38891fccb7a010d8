# Descriptors: data descriptors come before the instance, others after.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return f"from class {owner.__name__}"
        return getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        print("set", value)
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print("delete")
        delattr(obj, self.name)


class NonData:
    def __get__(self, obj, owner=None):
        return "computed"


class C:
    d = Data()
    n = NonData()  # expect: set_name C d


c = C()
print(c.d, C.d, c.n, C.n)  # expect: unset from class C computed computed
c.d = 5  # expect: set 5
c.__dict__["d"] = "shadowed"
print(c.d, c.__dict__)  # expect: 5 {'_d': 5, 'd': 'shadowed'}
c.n = "own"
print(c.n)  # expect: own
del c.d  # expect: delete
print(c.d)  # expect: unset


class Bound:
    def __get__(self, obj, owner):
        return lambda *a: (type(obj).__name__, owner.__name__, a)


class E:
    m = Bound()


print(E().m(1), E.m(2))  # expect: ('E', 'E', (1,)) ('NoneType', 'E', (2,))


def f(self): return "function as method"


print(f.__get__(5, int)(), type(f.__get__(5)).__name__, C.__dict__["n"].__class__.__name__)
# expect: function as method method NonData


class ReadOnly:
    def __get__(self, obj, owner):
        return 1

    def __set__(self, obj, value):
        raise AttributeError("read only")


class R:
    r = ReadOnly()


try:
    R().r = 2
except AttributeError as e:
    print(e)  # expect: read only
