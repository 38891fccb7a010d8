# Built-in functions and methods are values like any other.
print(list(map(str.upper, ["a", "b"])), list(map(len, ["a", "bb"])), sorted("bA", key=str.lower))
# expect: ['A', 'B'] [1, 2] ['A', 'b']
append = [].append
append(1)
print(append.__self__, [f(-3.7) for f in (abs, int, round, str)], str.join("-", "ab"), dict.get({"a": 1}, "a"), list.__len__([1]))
# expect: [1] [3.7, -3, -4, '-3.7'] a-b 1 1
print(len, print, str.upper, [].append.__name__, type(len), type([].append), type(str.upper), type("".upper))
# expect: <built-in function len> <built-in function print> <method 'upper' of 'str' objects> append <class 'builtin_function_or_method'> <class 'builtin_function_or_method'> <class 'method_descriptor'> <class 'builtin_function_or_method'>
for f in (lambda: str.upper(5), lambda: list.append(), lambda: dict.get(5), lambda: str.upper()):
    try:
        f()
    except TypeError as e:
        print(e)
        # expect: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
        # expect: unbound method list.append() needs an argument
        # expect: descriptor 'get' for 'dict' objects doesn't apply to a 'int' object
        # expect: unbound method str.upper() needs an argument
