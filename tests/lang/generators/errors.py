# Errors inside and around generators.
def fails():
    yield 1
    1 / 0


g = fails()
print(next(g))  # expect: 1
try:
    next(g)
except ZeroDivisionError as e:
    print(e)  # expect: division by zero
print(list(g))  # expect: []


def stop():
    yield 1
    raise StopIteration("leak")


try:
    list(stop())
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))
    # expect: generator raised StopIteration | StopIteration('leak')


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as e:
    print(e)  # expect: generator already executing
for f in (lambda: next(5), lambda: next(iter([])), lambda: next(), lambda: iter(5), lambda: iter()):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: TypeError 'int' object is not an iterator
        # expect: StopIteration
        # expect: TypeError next expected at least 1 argument, got 0
        # expect: TypeError 'int' object is not iterable
        # expect: TypeError iter expected at least 1 argument, got 0


def exc_state():
    try:
        1 / 0
    except ZeroDivisionError:
        yield "in except"
        try:
            raise
        except ZeroDivisionError as e:
            yield f"still {e}"


x = exc_state()
print(next(x))  # expect: in except
try:
    int("q")
except ValueError:
    print(next(x))  # expect: still division by zero
print(list(x))  # expect: []
