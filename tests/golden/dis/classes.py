# options: dis
class Point(Base, metaclass=Meta):
    """A point."""
    dimensions: int = 2

    def __init__(self, x, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.x = x
        self.__hidden = None

    @property
    def length(self):
        return abs(self.x)


point = Point(1)
point.x += 1
point.items[0] = point.method(1, key=2)
del point.x
