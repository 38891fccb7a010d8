# eval, exec, compile.
x = 5
print(eval("x + 1"), eval("[i for i in range(3)]"), eval("y", {"y": 7}), eval("a + b", {"a": 1}, {"b": 2}), eval(" 1"))
# expect: 6 [0, 1, 2] 7 3 1
exec("z = x * 2\nprint('in exec', z)")  # expect: in exec 10
print(z)  # expect: 10
space = {}
exec("def f(n):\n    return n + 1\nq = f(1)", space)
print(space["q"], space["f"](5), sorted(k for k in space))  # expect: 2 6 ['__builtins__', 'f', 'q']
code = compile("x + 100", "<here>", "eval")
print(eval(code), code.co_filename, type(code).__name__)  # expect: 105 <here> code
exec(compile("print('compiled')", "<there>", "exec"))  # expect: compiled


def local():
    v = 3
    exec("v = 4")
    return v, eval("v * 10")


print(local())  # expect: (3, 30)


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: eval("1 +"))  # expect: SyntaxError: invalid syntax (<string>, line 1)
error(lambda: eval("x = 1"))  # expect: SyntaxError: invalid syntax (<string>, line 1)
error(lambda: eval(5))  # expect: TypeError: eval() arg 1 must be a string, bytes or code object
error(lambda: exec("1/0"))  # expect: ZeroDivisionError: division by zero
error(lambda: eval("nope"))  # expect: NameError: name 'nope' is not defined
error(lambda: compile("x", "f", "wrong"))
# expect: ValueError: compile() mode must be 'exec', 'eval' or 'single'
error(lambda: eval("1", 5))  # expect: TypeError: globals must be a dict
error(lambda: exec("if"))  # expect: SyntaxError: invalid syntax (<string>, line 1)
