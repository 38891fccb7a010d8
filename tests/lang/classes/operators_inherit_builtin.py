# Inheriting from built-in types: what the inherited operators give.
class F(float): pass
class L(list): pass
class D(dict): pass
class T(tuple): pass
class S(set): pass


print(type(F(1) + 1).__name__, F(2.5), repr(F(1)), F(1) == 1, type(L([1]) + [2]).__name__, type(L([1]) * 2).__name__, type(L([1, 2])[0:1]).__name__)
# expect: float 2.5 1.0 True list list list
print(D(a=1), type(D(a=1) | {}).__name__, T((1, 2)), type(T((1,)) + (2,)).__name__, type(S({1}) | {2}).__name__, S({1}), repr(L()))
# expect: {'a': 1} dict (1, 2) tuple set S({1}) []
class Exc(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


try:
    raise Exc(5)
except ValueError as e:
    print(e, e.code, e.args, type(e).__name__)  # expect: code 5 5 ('code 5',) Exc
class I(int):
    def __str__(self): return "I!"
print(I(5), repr(I(5)), f"{I(5)}", "%d %s" % (I(5), I(5)), I(5) + 1, range(I(2)), [0, 1, 2][I(1)], int(I(3)), I("7"), I.from_bytes(b"\x05", "big"))
# expect: I! 5 I! 5 I! 6 range(0, 2) 1 3 I! I!
