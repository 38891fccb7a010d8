# The caret range of each kind of expression, one exception each.
import sys

cases = []


def case(f):
    cases.append(f)


@case
def binary():
    a, b = 1, "x"
    return (a
            + b)


@case
def nested_binary():
    x = 5
    return 1 + x * 2 / (x - 5) + 3


@case
def subscript():
    d = {"a": {"b": 1}}
    return d["a"]["c"]["d"]


@case
def attribute():
    x = [1, None]
    return x[1].real.imag


@case
def call():
    f = 5
    return f(1, 2) + 3


@case
def call_arguments():
    return int("12", base="x")


@case
def unary():
    return 1 + -"a"


@case
def comparison():
    return 1 < 2 < "a"


@case
def comprehension():
    return [1 / x for x in (1, 0)]


@case
def augmented():
    x = 1
    x += "a"


@case
def index_assign():
    x = (1, 2)
    x[0] = 5


@case
def delete():
    x = {}
    del x["k"]


@case
def unpack():
    a, b = 1, 2
    a, b = (1, 2, 3)


@case
def loop():
    for i in 5:
        pass


@case
def name():
    return undefined + 1


@case
def assertion():
    x = 1
    assert x == 2, "message"


@case
def wide():
    text = "日本語"; return text + 5


@case
def multi_line_call():
    return dict(
        a=1,
        b=[][0],
    )


@case
def fstring():
    x = 0
    return f"a {1 / x} b"


@case
def lambda_body():
    return (lambda n: n / 0)(1)


@case
def with_statement():
    with 5 as x:
        pass


@case
def raise_statement():
    raise ValueError("text")


@case
def method():
    return "a,b".split(",").join(5)


@case
def star():
    return print(*5)


@case
def slice_of():
    x = 5
    return x[1:2]


def show(e):
    sys.excepthook(type(e), e, e.__traceback__.tb_next)


for f in cases:
    try:
        f()
    except Exception as e:
        show(e)
