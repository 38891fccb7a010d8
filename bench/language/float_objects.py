# Many small objects with float attributes: points made, normalised and compared.
# small: 100
# kind: objects and methods
import math
import sys


class Point:
    def __init__(self, i):
        self.x = x = math.sin(i)
        self.y = math.cos(i) * 3
        self.z = (x * x) / 2

    def normalise(self):
        length = math.sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= length
        self.y /= length
        self.z /= length

    def maximise(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def run(n):
    points = [Point(i) for i in range(n)]
    for p in points:
        p.normalise()
    most = points[0]
    for p in points[1:]:
        most = most.maximise(p)
    return most


n = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
for _ in range(3):
    most = run(n)
    if not (0.8 < most.x < 0.9 and 0.99 < most.y <= 1.0 and 0.3 < most.z < 0.5):
        sys.exit("float_objects: wrong result: %r" % ((most.x, most.y, most.z),))
