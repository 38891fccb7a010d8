# Decorators on functions and classes.
def twice(f):
    def wrapper(*args, **kwargs):
        f(*args, **kwargs)
        return f(*args, **kwargs)
    wrapper.__name__ = f.__name__
    return wrapper


def tag(name):
    def deco(obj):
        obj.tag = name
        return obj
    return deco


@tag("t")
@twice
def hello(who="you"):
    print("hello", who)
    return 5


print(hello("me"), hello.tag, hello.__name__)
# expect: hello me
# expect: hello me
# expect: 5 t hello


@tag("class")
class C:
    pass


@lambda c: c()
class single:
    n = 3


print(C.tag, single.n)  # expect: class 3
table = {"d": twice}


@table["d"]
def f():
    print("f")


f()
# expect: f
# expect: f
try:
    @5
    def g(): pass
except TypeError as e:
    print(e)  # expect: 'int' object is not callable
