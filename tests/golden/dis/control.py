# options: dis
def loop(n):
    i = total = 0
    while i < n and total is not None:
        if i % 2 == 0 or not i:
            i += 1
            continue
        total += i
        i += 1
    else:
        total = 0
    return 0 < total <= 100


def guarded(path, mode="r"):
    try:
        with open(path, mode) as file:
            return file.read()
    except (OSError, ValueError) as error:
        print(error)
        raise RuntimeError(path) from error
    finally:
        print("done")


def chunks(items):
    for item in items:
        received = yield item
        if received:
            yield from received


def shape(value):
    match value:
        case 0 | 1 as small:
            return small
        case [first, *_, last] if first:
            return last
        case {"kind": kind, **rest}:
            return kind, rest
        case _:
            return None
