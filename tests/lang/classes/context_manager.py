# with statements.
class M:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow


with M("a") as x:
    print("body", x)
    # expect: enter a
    # expect: body A
    # expect: exit a None None False
with M("b"), M("c") as c:
    print(c)
    # expect: enter b
    # expect: enter c
    # expect: C
    # expect: exit c None None False
    # expect: exit b None None False
with (M("d") as d, M("e")):
    print(d)
    # expect: enter d
    # expect: enter e
    # expect: D
    # expect: exit e None None False
    # expect: exit d None None False
with M("f", swallow=True):
    1 / 0
    print("never")
    # expect: enter f
    # expect: exit f ZeroDivisionError division by zero True
print("after")  # expect: after
try:
    with M("g"):
        with M("h"):
            raise KeyError("k")
except KeyError as e:
    print("caught", e)
    # expect: enter g
    # expect: enter h
    # expect: exit h KeyError 'k' True
    # expect: exit g KeyError 'k' True
    # expect: caught 'k'


def ret():
    with M("i"):
        return "returned"


print(ret())
# expect: enter i
# expect: exit i None None False
# expect: returned
for i in range(2):
    with M(f"loop{i}"):
        if i == 0:
            continue
        break
        # expect: enter loop0
        # expect: exit loop0 None None False
        # expect: enter loop1
        # expect: exit loop1 None None False
o = [None]
with M("j") as o[0]:
    print(o)
    # expect: enter j
    # expect: ['J']
    # expect: exit j None None False
with M("k") as (p, ):
    print(p)
    # expect: enter k
    # expect: K
    # expect: exit k None None False


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def no_enter():
    with 5: pass


class Half:
    def __enter__(self): pass


def no_exit():
    with Half(): pass


class Fails:
    def __enter__(self): raise ValueError("in enter")
    def __exit__(self, *a): print("never")


class FailsExit:
    def __enter__(self): pass
    def __exit__(self, *a): raise ValueError("in exit")


def fails():
    with Fails(): pass


def fails_exit():
    with FailsExit():
        raise KeyError("body")


error(no_enter)  # expect: TypeError: 'int' object does not support the context manager protocol
error(no_exit)
# expect: TypeError: 'Half' object does not support the context manager protocol (missed __exit__ method)
error(fails)  # expect: ValueError: in enter
try:
    fails_exit()
except ValueError as e:
    print(e, repr(e.__context__))  # expect: in exit KeyError('body')
