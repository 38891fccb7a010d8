# Methods, properties, __init__, nested functions.
class A:
    def __init__(self, x):
        self.x = x
        self.check()

    def check(self):
        def inner():
            return self.missing
        return inner()

    @property
    def missing(self):
        raise LookupError(self.x)


A("text")
