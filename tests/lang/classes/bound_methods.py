# Bound methods as values.
class A:
    def f(self, x=0): return x + 1
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(): return "s"
a = A()
m, c, s = a.f, a.c, A.s
print(m(1), c(), s(), m == a.f, m is a.f, m.__self__ is a, m.__func__ is A.f, hash(m) == hash(a.f), A().f == a.f, list(map(a.f, [1, 2])))
# expect: 2 A s True False True True True False [2, 3]
print(repr(m).startswith("<bound method A.f of <__main__.A object at 0x"), repr(A.f).startswith("<function A.f at 0x"), {m: 1}[a.f])
# expect: True True 1
a.f = lambda: "instance attribute, not bound"
print(a.f())  # expect: instance attribute, not bound
A.g = lambda self: "added later"
print(a.g())  # expect: added later
def free(self): return self.tag
a.tag = "t"
a.method = free.__get__(a)
print(a.method())  # expect: t
try:
    m.x = 1
except AttributeError as e:
    print(e)
    # expect: 'method' object has no attribute 'x' and no __dict__ for setting new attributes
