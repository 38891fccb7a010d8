# match: sequences, mappings, classes, nested.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def f(v):
    match v:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"one and {rest}"
        case [x, y, *_, z]:
            return f"{x} {y} .. {z}"
        case (a, b):
            return f"pair {a} {b}"
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"k": [a, {"n": n}], **rest}:
            return f"nested {a} {n} {rest}"
        case {}:
            return "mapping"
        case Point(0, y):
            return f"on axis {y}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case str(s):
            return f"string {s}"
        case _:
            return "nothing"


for v in ([], [5], [1, 2, 3], [9, 8, 7, 6], (3, 4), {"type": "circle", "r": 2, "extra": 1}, {"k": [1, {"n": 2}], "z": 3}, {"q": 1},
          Point(0, 5), Point(2, 2), Point(1, 2), "abc", 5, b"ab", range(3), {1}):
    print(f(v))
    # expect: empty
    # expect: one 5
    # expect: one and [2, 3]
    # expect: 9 8 .. 6
    # expect: pair 3 4
    # expect: circle 2
    # expect: nested 1 2 {'z': 3}
    # expect: mapping
    # expect: on axis 5
    # expect: diagonal 2
    # expect: point
    # expect: string abc
    # expect: nothing
    # expect: nothing
    # expect: 0 1 .. 2
    # expect: nothing
class K:
    a = 5
match 5:
    case K.a:
        print("value pattern")  # expect: value pattern
try:
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
except TypeError as e:
    print(e)  # expect: Point() accepts 2 positional sub-patterns (3 given)
