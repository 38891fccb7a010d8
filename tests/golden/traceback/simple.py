# A traceback through functions.
def first(x):
    return second(x, 0)


def second(a, b):
    return a / b


print("before")
first(1)
