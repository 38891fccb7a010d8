# With -O, assert statements are not executed and __debug__ is False.
# options: -O
assert False, "not executed"
print(__debug__)  # expect: False


def f():
    print("evaluated")


assert f()
print("end")  # expect: end
