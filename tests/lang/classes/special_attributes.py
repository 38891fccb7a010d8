# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.
class Proxy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        print("getattr", name)
        if name == "missing":
            raise AttributeError("no such thing")
        return name.upper()

    def __setattr__(self, name, value):
        print("setattr", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)

    def __dir__(self):
        return ["b", "a"]


p = Proxy()  # expect: setattr real 1
print(p.real, p.other, hasattr(p, "missing"), getattr(p, "missing", "default"))
# expect: getattr other
# expect: getattr missing
# expect: getattr missing
# expect: 1 OTHER False default
p.x = 5  # expect: setattr x 5
del p.x  # expect: delattr x
print(dir(p), p.x)
# expect: getattr x
# expect: ['a', 'b'] X


class Every:
    n = 5

    def __getattribute__(self, name):
        print("access", name)
        if name == "z":
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return f"fallback {name}"

    def f(self):
        return self.n


e = Every()
print(e.f(), e.z)
# expect: access f
# expect: access n
# expect: access z
# expect: 5 fallback z
try:
    p.missing
except AttributeError as x:
    print(x)
    # expect: getattr missing
    # expect: no such thing
try:
    object.__getattribute__(p, "nope")
except AttributeError as x:
    print(x)  # expect: 'Proxy' object has no attribute 'nope'
