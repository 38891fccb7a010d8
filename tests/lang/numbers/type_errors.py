# The messages of operators applied to what they don't fit.
five, text, none = 5, "a", None


def error(f):
    try:
        f()
    except TypeError as e:
        print(e)


error(lambda: 1 + "a")  # expect: unsupported operand type(s) for +: 'int' and 'str'
error(lambda: "a" + 1)  # expect: can only concatenate str (not "int") to str
error(lambda: 1 + None)  # expect: unsupported operand type(s) for +: 'int' and 'NoneType'
error(lambda: None + 1)  # expect: unsupported operand type(s) for +: 'NoneType' and 'int'
error(lambda: [] + ())  # expect: can only concatenate list (not "tuple") to list
error(lambda: [] + 1)  # expect: can only concatenate list (not "int") to list
error(lambda: () + [])  # expect: can only concatenate tuple (not "list") to tuple
error(lambda: {} + {})  # expect: unsupported operand type(s) for +: 'dict' and 'dict'
error(lambda: 1 - "a")  # expect: unsupported operand type(s) for -: 'int' and 'str'
error(lambda: "a" - "b")  # expect: unsupported operand type(s) for -: 'str' and 'str'
error(lambda: "a" * "b")  # expect: can't multiply sequence by non-int of type 'str'
error(lambda: "a" * 1.5)  # expect: can't multiply sequence by non-int of type 'float'
error(lambda: [1] * [2])  # expect: can't multiply sequence by non-int of type 'list'
error(lambda: 1 / "a")  # expect: unsupported operand type(s) for /: 'int' and 'str'
error(lambda: 1 // None)  # expect: unsupported operand type(s) for //: 'int' and 'NoneType'
error(lambda: [] % 2)  # expect: unsupported operand type(s) for %: 'list' and 'int'
error(lambda: 1 % "a")  # expect: unsupported operand type(s) for %: 'int' and 'str'
error(lambda: 2 ** "a")  # expect: unsupported operand type(s) for ** or pow(): 'int' and 'str'
error(lambda: 1 << 1.0)  # expect: unsupported operand type(s) for <<: 'int' and 'float'
error(lambda: 1.0 >> 1)  # expect: unsupported operand type(s) for >>: 'float' and 'int'
error(lambda: 1 & 1.0)  # expect: unsupported operand type(s) for &: 'int' and 'float'
error(lambda: "a" | "b")  # expect: unsupported operand type(s) for |: 'str' and 'str'
error(lambda: 1 ^ None)  # expect: unsupported operand type(s) for ^: 'int' and 'NoneType'
error(lambda: 1 @ 2)  # expect: unsupported operand type(s) for @: 'int' and 'int'
error(lambda: -"a")  # expect: bad operand type for unary -: 'str'
error(lambda: +[])  # expect: bad operand type for unary +: 'list'
error(lambda: ~1.5)  # expect: bad operand type for unary ~: 'float'
error(lambda: 1 < "a")  # expect: '<' not supported between instances of 'int' and 'str'
error(lambda: None <= None)
# expect: '<=' not supported between instances of 'NoneType' and 'NoneType'
error(lambda: [] > ())  # expect: '>' not supported between instances of 'list' and 'tuple'
error(lambda: {} >= {})  # expect: '>=' not supported between instances of 'dict' and 'dict'
error(lambda: object() < object())
# expect: '<' not supported between instances of 'object' and 'object'
error(lambda: abs("a"))  # expect: bad operand type for abs(): 'str'
error(lambda: round("a"))  # expect: type str doesn't define __round__ method
error(lambda: len(5))  # expect: object of type 'int' has no len()
error(lambda: 1 in 5)  # expect: argument of type 'int' is not iterable
error(lambda: 5 in "abc")  # expect: 'in <string>' requires string as left operand, not int
error(lambda: iter(5))  # expect: 'int' object is not iterable
error(lambda: next([]))  # expect: 'list' object is not an iterator
error(lambda: hash([]))  # expect: unhashable type: 'list'
error(lambda: {[]: 1})  # expect: unhashable type: 'list'
error(lambda: {{}})  # expect: unhashable type: 'dict'
error(lambda: five())  # expect: 'int' object is not callable
error(lambda: text())  # expect: 'str' object is not callable
error(lambda: none())  # expect: 'NoneType' object is not callable
error(lambda: five[0])  # expect: 'int' object is not subscriptable
error(lambda: none[0])  # expect: 'NoneType' object is not subscriptable
error(lambda: len[0])  # expect: 'builtin_function_or_method' object is not subscriptable
error(lambda: int["a"])  # expect: type 'int' is not subscriptable
