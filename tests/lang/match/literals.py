# match: values, alternatives, guards, captures.
def f(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2:
            return "one or two"
        case -1:
            return "minus one"
        case "a" | "b" as s:
            return f"letter {s}"
        case True:
            return "never: 1 came first"
        case None:
            return "none"
        case 1.5:
            return "float"
        case int(n) if n > 100:
            return f"big {n}"
        case int():
            return "int"
        case str() as s:
            return f"str {s}"
        case _:
            return "other"


print([f(x) for x in (0, 1, 2, -1, "a", "zz", True, None, 1.5, 200, 50, [], False, 0.0)])
# expect: ['zero', 'one or two', 'one or two', 'minus one', 'letter a', 'str zz', 'one or two', 'none', 'float', 'big 200', 'int', 'other', 'zero', 'zero']
match = 5
case = match
print(match, case)  # expect: 5 5
match (1, 2):
    case x, y:
        print(x, y)  # expect: 1 2
