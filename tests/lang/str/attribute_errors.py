# Missing attributes, with the suggestion CPython's traceback makes left out of str(e).
for f in (lambda: "a".uper(), lambda: (5).foo, lambda: None.x, lambda: [].add(1), lambda: {}.append, lambda: (1).x, lambda: int.foo):
    try:
        f()
    except AttributeError as e:
        print(e, "|", e.name, type(e.obj).__name__)
        # expect: 'str' object has no attribute 'uper' | uper str
        # expect: 'int' object has no attribute 'foo' | foo int
        # expect: 'NoneType' object has no attribute 'x' | x NoneType
        # expect: 'list' object has no attribute 'add' | add list
        # expect: 'dict' object has no attribute 'append' | append dict
        # expect: 'int' object has no attribute 'x' | x int
        # expect: type object 'int' has no attribute 'foo' | foo type


def store():
    (5).x = 1


def store_method():
    "a".upper = 1


def store_type():
    int.foo = 1


def delete():
    del [].append


for f in (store, store_method, store_type, delete):
    try:
        f()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
        # expect: AttributeError 'int' object has no attribute 'x' and no __dict__ for setting new attributes
        # expect: AttributeError 'str' object attribute 'upper' is read-only
        # expect: TypeError cannot set 'foo' attribute of immutable type 'int'
        # expect: AttributeError 'list' object attribute 'append' is read-only
