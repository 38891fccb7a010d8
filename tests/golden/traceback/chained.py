# Exceptions while handling exceptions, and causes.
def low():
    {}["key"]


def middle():
    try:
        low()
    except KeyError:
        int("x")


def high():
    try:
        middle()
    except ValueError as e:
        raise RuntimeError("high") from e


high()
