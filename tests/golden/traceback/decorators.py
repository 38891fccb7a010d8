# Decorated functions: the wrapper's frame is there.
def twice(f):
    def wrapper(*args):
        f(*args)
        return f(*args)
    return wrapper


@twice
def g(x):
    return 1 // x


g(0)
