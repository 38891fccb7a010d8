# A small class hierarchy: special methods, a property, super(), and the method resolution order.
class Shape:
    def __init__(self, name):
        self.name = name

    @property
    def area(self):
        raise NotImplementedError

    def __lt__(self, other):
        return self.area < other.area

    def __repr__(self):
        return f"<{self.name} of area {self.area:.2f}>"


class Rectangle(Shape):
    def __init__(self, width, height, name="rectangle"):
        super().__init__(name)
        self.width, self.height = width, height

    @property
    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side, "square")


class Circle(Shape):
    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    @property
    def area(self):
        return 3.14159265 * self.radius**2


shapes = [Rectangle(2, 3), Circle(1), Square(1.5)]
for shape in sorted(shapes):
    print(shape)
print("largest:", max(shapes))
print("order:", " < ".join(c.__name__ for c in Square.__mro__))
