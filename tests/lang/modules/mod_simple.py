"""A module that a test imports."""
print("mod_simple runs, as", __name__)
value = 5
_private = 1


def double(n):
    return n * 2
