# Operands are evaluated from left to right; the right side of an assignment comes first.
def p(x):
    print(x, end=" ")
    return x


def end(*args, **kwargs):
    print()


p(1) + p(2) * p(3)  # expect: 1 2 3
end()
end(p(1), *[p(2)], a=p(3), **{p("b"): p(4)})  # expect: 1 2 3 b 4
d = {p("k1"): p("v1"), p("k2"): p("v2")}  # expect: k1 v1 k2 v2
end()
v = {}
v[p("index")] = p("value")  # expect: value index
end()
[p(1), p(2)][p(0)]  # expect: 1 2 0
end()
p(1) if p(0) else p(2)  # expect: 0 2
end()
p(1) < p(2) < p(0) < p(9)  # expect: 1 2 0
end()


def f(a=p("default"), *, b=p("keyword")):
    pass  # expect: default keyword


end()


class C(*[p("base")] and [], metaclass=p(type)):
    p("body")
    # expect: base <class 'type'> body
    # expect: make a make b apply b apply a


end()


def deco(name):
    print("make", name, end=" ")

    def apply(f):
        print("apply", name, end=" ")
        return f
    return apply


@deco("a")
@deco("b")
def g():
    pass


end()
(lambda: v)()[p("x")] = p("y")  # expect: y x
end()
p(print).__name__  # expect: <built-in function print> [] 1
p([]).append(p(1))
end()
