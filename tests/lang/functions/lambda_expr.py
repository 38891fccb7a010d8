# lambda.
print((lambda: 1)(), (lambda x, y=2: x * y)(3), (lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda x, /, y, *, z: (x, y, z))(1, y=2, z=3))
# expect: 1 6 (1, 2) {'a': 1} (1, 2, 3)
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5), (lambda x: (yield x))(1).send(None), [f(2) for f in [lambda x: x, lambda x: x ** x]])
# expect: 11 1 [2, 4]
print((lambda: (lambda: (lambda: "deep"))())()(), sorted([3, -1, 2], key=lambda n: -n), (lambda x: x if x else "empty")(""))
# expect: deep [3, 2, -1] empty
print((lambda: 1).__name__, (lambda a, b: 0).__code__.co_varnames)  # expect: <lambda> ('a', 'b')
