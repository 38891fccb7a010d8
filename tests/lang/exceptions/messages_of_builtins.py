# Error messages people meet every day.
def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


d, l, s, t, n = {"a": 1}, [1, 2], "text", (1, 2), None
error(lambda: d["b"])  # expect: KeyError: 'b'
error(lambda: l[5])  # expect: IndexError: list index out of range
error(lambda: s[10])  # expect: IndexError: string index out of range
error(lambda: t[2])  # expect: IndexError: tuple index out of range
error(lambda: n.x)  # expect: AttributeError: 'NoneType' object has no attribute 'x'
error(lambda: n[0])  # expect: TypeError: 'NoneType' object is not subscriptable
error(lambda: n())  # expect: TypeError: 'NoneType' object is not callable
error(lambda: n + 1)  # expect: TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
error(lambda: s + 1)  # expect: TypeError: can only concatenate str (not "int") to str
error(lambda: 1 + s)  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
error(lambda: l + s)  # expect: TypeError: can only concatenate list (not "str") to list
error(lambda: s.foo)  # expect: AttributeError: 'str' object has no attribute 'foo'
error(lambda: l.push(1))  # expect: AttributeError: 'list' object has no attribute 'push'
error(lambda: int(s))  # expect: ValueError: invalid literal for int() with base 10: 'text'
error(lambda: int("1.5"))  # expect: ValueError: invalid literal for int() with base 10: '1.5'
error(lambda: float(s))  # expect: ValueError: could not convert string to float: 'text'
error(lambda: int([]))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
error(lambda: int(None))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
error(lambda: float(None))
# expect: TypeError: float() argument must be a string or a real number, not 'NoneType'
error(lambda: len(5))  # expect: TypeError: object of type 'int' has no len()
error(lambda: len(None))  # expect: TypeError: object of type 'NoneType' has no len()
error(lambda: for_loop(5))  # expect: NameError: name 'for_loop' is not defined
error(lambda: for_loop(None))  # expect: NameError: name 'for_loop' is not defined
error(lambda: [] < 5)  # expect: TypeError: '<' not supported between instances of 'list' and 'int'
error(lambda: sorted([1, "a"]))
# expect: TypeError: '<' not supported between instances of 'str' and 'int'
error(lambda: max([]))  # expect: ValueError: max() iterable argument is empty
error(lambda: sum(["a", "b"]))
# expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
error(lambda: "".join([1, 2]))
# expect: TypeError: sequence item 0: expected str instance, int found
error(lambda: chr("a"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
error(lambda: ord("ab"))
# expect: TypeError: ord() expected a character, but string of length 2 found
error(lambda: range("a"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
error(lambda: list(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: dict(["ab", "c"]))
# expect: ValueError: dictionary update sequence element #1 has length 1; 2 is required
error(lambda: set([[]]))  # expect: TypeError: unhashable type: 'list'
error(lambda: open("/nonexistent"))
# expect: FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent'
error(lambda: abs("x"))  # expect: TypeError: bad operand type for abs(): 'str'
error(lambda: round("x"))  # expect: TypeError: type str doesn't define __round__ method
error(lambda: isinstance(1, 2))
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
error(lambda: undefined)  # expect: NameError: name 'undefined' is not defined
error(lambda: l.index(99))  # expect: ValueError: 99 is not in list
error(lambda: l.remove(99))  # expect: ValueError: list.remove(x): x not in list
error(lambda: s.index("zz"))  # expect: ValueError: substring not found
error(lambda: [].pop())  # expect: IndexError: pop from empty list
error(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
error(lambda: set().pop())  # expect: KeyError: 'pop from an empty set'
error(lambda: next(iter([])))  # expect: StopIteration:
error(lambda: input(1, 2, 3))  # expect: TypeError: input expected at most 1 argument, got 3
error(lambda: "%d" % "x")  # expect: TypeError: %d format: a real number is required, not str
error(lambda: "{}".format())
# expect: IndexError: Replacement index 0 out of range for positional args tuple
error(lambda: {**5} if False else {}[0])  # expect: KeyError: 0
error(lambda: enumerate(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: zip(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: reversed(5))  # expect: TypeError: 'int' object is not reversible
error(lambda: hash([]))  # expect: TypeError: unhashable type: 'list'
error(lambda: pow(2, -1, 0))  # expect: ValueError: pow() 3rd argument cannot be 0
error(lambda: "abc".encode("nope"))  # expect: LookupError: unknown encoding: nope
error(lambda: bytes([300]))  # expect: ValueError: bytes must be in range(0, 256)
error(lambda: "a" * "b")  # expect: TypeError: can't multiply sequence by non-int of type 'str'
error(lambda: [1] * 1.5)  # expect: TypeError: can't multiply sequence by non-int of type 'float'
error(lambda: l["a"])  # expect: TypeError: list indices must be integers or slices, not str
error(lambda: d.x)  # expect: AttributeError: 'dict' object has no attribute 'x'


def for_loop(x):
    for i in x:
        pass
