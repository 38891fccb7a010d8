# Attributes and methods.
class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self


def run(n):
    c = Counter()
    for i in range(n):
        c.add(i).add(1)
    return c.n


print(run(700_000))
