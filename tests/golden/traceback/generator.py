# Through generators and yield from.
def inner():
    yield 1
    raise KeyError("in generator")


def outer():
    yield from inner()


for x in outer():
    print(x)
