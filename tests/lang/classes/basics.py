# Classes, instances, attributes.
class Point:
    "A point."
    count = 0
    dims = []

    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1

    def move(self, dx, dy=0):
        self.x += dx
        self.y += dy
        return self


p = Point(1)
q = Point(x=3, y=4)
print(p.x, p.y, q.x, q.y, Point.count, p.count, p.move(5).move(0, 2).x, p.y)
# expect: 1 0 3 4 2 2 6 2
p.count = 99
p.dims.append(1)
print(p.count, q.count, Point.dims, Point.__doc__, Point.__name__, type(p) is Point, p.__class__.__name__)
# expect: 99 2 [1] A point. Point True Point
print(isinstance(p, Point), isinstance(p, (int, Point)), issubclass(Point, object), Point.__bases__, p.__dict__, q.__dict__)
# expect: True True True (<class 'object'>,) {'x': 6, 'y': 2, 'count': 99} {'x': 3, 'y': 4}
m = p.move
m(1)
print(p.x, Point.move(q, 1).x, hasattr(p, "z"), getattr(p, "z", "none"), getattr(p, "x"))
# expect: 7 4 False none 7
setattr(p, "z", 5)
print(p.z, vars(p), sorted(p.__dict__))
# expect: 5 {'x': 7, 'y': 2, 'count': 99, 'z': 5} ['count', 'x', 'y', 'z']
delattr(p, "z")
del p.x
print(hasattr(p, "x"), hasattr(p, "z"))  # expect: False False
Point.greet = lambda self: f"hi {self.y}"
print(q.greet(), p == p, p == q, p != q, hash(p) == hash(p))  # expect: hi 4 True False True True


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: p.x)  # expect: AttributeError: 'Point' object has no attribute 'x'
error(lambda: Point.nothing)
# expect: AttributeError: type object 'Point' has no attribute 'nothing'
error(lambda: p())  # expect: TypeError: 'Point' object is not callable
error(lambda: p + 1)  # expect: TypeError: unsupported operand type(s) for +: 'Point' and 'int'
error(lambda: p < q)  # expect: TypeError: '<' not supported between instances of 'Point' and 'Point'
error(lambda: len(p))  # expect: TypeError: object of type 'Point' has no len()
error(lambda: p[0])  # expect: TypeError: 'Point' object is not subscriptable
error(lambda: iter(p))  # expect: TypeError: 'Point' object is not iterable
error(lambda: Point())
# expect: TypeError: Point.__init__() missing 1 required positional argument: 'x'
error(lambda: Point(1, 2, 3))
# expect: TypeError: Point.__init__() takes from 2 to 3 positional arguments but 4 were given
error(lambda: 1 in p)  # expect: TypeError: argument of type 'Point' is not iterable
error(lambda: -p)  # expect: TypeError: bad operand type for unary -: 'Point'
error(lambda: delattr(p, "zz"))  # expect: AttributeError: 'Point' object has no attribute 'zz'
error(lambda: isinstance(1, 5))
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
error(lambda: issubclass(5, int))  # expect: TypeError: issubclass() arg 1 must be a class
error(lambda: setattr(p, 5, 1))  # expect: TypeError: attribute name must be string, not 'int'
error(lambda: getattr(p, 5))  # expect: TypeError: attribute name must be string, not 'int'
error(lambda: vars(5))  # expect: TypeError: vars() argument must have __dict__ attribute
