# Through native calls there is no frame.
def key(x):
    return x.size


print(sorted([3, 1, 2], key=key))
