# __slots__.
class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


p = P(1)
print(p.x, hasattr(p, "y"), hasattr(p, "__dict__"), P.__slots__, type(P.x).__name__)
# expect: 1 False False ('x', 'y') member_descriptor
p.y = 2
print(p.y)  # expect: 2
del p.x


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def store(): p.z = 1


error(lambda: p.x)  # expect: AttributeError: 'P' object has no attribute 'x'
error(store)
# expect: AttributeError: 'P' object has no attribute 'z' and no __dict__ for setting new attributes


class Q(P):
    pass


q = Q(5)
q.anything = 1
print(q.x, q.anything, q.__dict__)  # expect: 5 1 {'anything': 1}


class R(P):
    __slots__ = "z"


r = R(1)
r.z = 3
print(r.x, r.z)  # expect: 1 3
try:
    class S:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)  # expect: 'a' in __slots__ conflicts with class variable
