# Float attributes, operators, small objects: a picture of spheres above a chequered floor.
# small: 8
# kind: objects and methods
import math
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scale(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.scale(1.0 / math.sqrt(self.dot(self)))

    def reflect(self, normal):
        return self - normal.scale(2.0 * self.dot(normal))


class Ray:
    def __init__(self, start, direction):
        self.start = start
        self.direction = direction.unit()

    def at(self, t):
        return self.start + self.direction.scale(t)


class Sphere:
    def __init__(self, centre, radius, shade, mirror):
        self.centre = centre
        self.radius = radius
        self.shade = shade
        self.mirror = mirror

    def hit(self, ray):
        to_centre = self.centre - ray.start
        along = to_centre.dot(ray.direction)
        inside = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if inside <= 0.0 or along < 0.0:
            return None
        return along - math.sqrt(inside)

    def normal(self, point):
        return (point - self.centre).unit()

    def colour(self, point):
        return self.shade


class Floor:
    def __init__(self, height):
        self.height = height
        self.mirror = 0.2

    def hit(self, ray):
        if ray.direction.y > -1e-6:
            return None
        return (self.height - ray.start.y) / ray.direction.y

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour(self, point):
        return 0.9 if (math.floor(point.x) + math.floor(point.z)) % 2 == 0 else 0.2


class Scene:
    def __init__(self):
        self.things = []
        self.light = Vector(-10.0, 20.0, -10.0)

    def add(self, thing):
        self.things.append(thing)

    def nearest(self, ray):
        best = found = None
        for thing in self.things:
            t = thing.hit(ray)
            if t is not None and t > 1e-4 and (best is None or t < best):
                best, found = t, thing
        return best, found

    def trace(self, ray, depth):
        t, thing = self.nearest(ray)
        if thing is None:
            return 0.3 + 0.4 * max(0.0, ray.direction.y)
        point = ray.at(t)
        normal = thing.normal(point)
        to_light = Ray(point, self.light - point)
        light = 0.1
        if self.nearest(to_light)[1] is None:
            light += 0.9 * max(0.0, normal.dot(to_light.direction))
        shade = thing.colour(point) * light
        if depth > 0 and thing.mirror > 0.0:
            mirrored = self.trace(Ray(point, ray.direction.reflect(normal)), depth - 1)
            shade = (1.0 - thing.mirror) * shade + thing.mirror * mirrored
        return shade


def render(n):
    scene = Scene()
    scene.add(Floor(-1.0))
    for i in range(5):
        scene.add(Sphere(Vector(i * 1.5 - 3.0, math.sin(i), 4.0 + i * 0.5), 0.9, 0.5 + 0.1 * i, 0.1 * i))
    total = 0.0
    eye = Vector(0.0, 0.5, -4.0)
    for row in range(n):
        for column in range(n):
            to = Vector(column / n * 2.0 - 1.0, 1.0 - row / n * 2.0, 1.5)
            total += scene.trace(Ray(eye, to), 3)
    return round(total / (n * n), 6)


RESULTS = {8: 0.412959, 240: 0.414571}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 240
result = render(n)
if RESULTS.get(n, result) != result:
    sys.exit("raytrace: wrong result: %r" % (result,))
