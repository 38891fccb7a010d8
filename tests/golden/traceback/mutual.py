# Frames that do not repeat are all shown.
def a(n):
    return b(n - 1) if n else [][n]


def b(n):
    return a(n)


a(4)
