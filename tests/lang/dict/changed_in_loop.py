# A dict must not change its size while it is iterated.
def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def grow():
    d = {1: 1}
    for k in d:
        d[k + 1] = 0


def shrink():
    d = {1: 1, 2: 2, 3: 3}
    for k in d.items():
        d.pop(2, None)


def same_size():
    d = {1: 1, 2: 2}
    for k in d:
        del d[1]
        d[5] = 5
        break
    for k in d:
        d[k] = "value may change"
    print(d)


def replaced():
    d = {1: 1, 2: 2}
    for k in d:
        del d[k]
        d[k + 100] = 0


error(grow)  # expect: RuntimeError: dictionary changed size during iteration
error(shrink)  # expect: RuntimeError: dictionary changed size during iteration
error(same_size)  # expect: {2: 'value may change', 5: 'value may change'}
error(replaced)  # expect: RuntimeError: dictionary keys changed during iteration
d = {1: 1}
it = iter(d)
d[2] = 2
error(lambda: next(it))  # expect: RuntimeError: dictionary changed size during iteration
error(lambda: next(it))  # expect: RuntimeError: dictionary changed size during iteration
