# bool is an int that prints as a word; & | ^ of two bools stay bools.
print(True + True, True * 5, -True, ~5, True / 2, True & False, True | 2, True ^ True, type(True & 1).__name__)
# expect: 2 5 -1 -6 0.5 False 3 False int
print(bool(0), bool(0.0), bool(""), bool([]), bool(()), bool({}), bool(set()), bool(None), bool(range(0)))
# expect: False False False False False False False False False
print(bool(-1), bool("0"), bool([0]), bool(0.1), bool(float("nan")), bool(object()))
# expect: True True True True True True
print(not 0, not "x", not not [], True and 1, 0 and 1 / 0, 1 or 1 / 0, None or "default", "" or 0 or [])
# expect: True False False 1 0 1 default []
print(int(True), float(False), str(True), repr(False), True == 1, True is True, [5, 6][True], sum([True, True]))
# expect: 1 0.0 True False True True 6 2
print(isinstance(True, bool), type(True).__mro__)
# expect: True (<class 'bool'>, <class 'int'>, <class 'object'>)
class Sized:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
print(bool(Sized(0)), bool(Sized(3)), "yes" if Sized(0) else "no")  # expect: False True no
class Never:
    def __bool__(self):
        return False
    def __len__(self):
        return 5
print(bool(Never()), not Never())  # expect: False True
class Wrong:
    def __bool__(self):
        return 1
try:
    bool(Wrong())
except TypeError as e:
    print(e)  # expect: __bool__ should return bool, returned int
class Negative:
    def __len__(self):
        return -1
try:
    bool(Negative())
except ValueError as e:
    print(e)  # expect: __len__() should return >= 0
try:
    class Sub(bool):
        pass
except TypeError as e:
    print(e)  # expect: type 'bool' is not an acceptable base type
