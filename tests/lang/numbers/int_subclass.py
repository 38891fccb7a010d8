# A class that inherits from int.
class Money(int):
    def __new__(cls, amount):
        return super().__new__(cls, amount)

    def __add__(self, other):
        return Money(int(self) + int(other))

    def __repr__(self):
        return f"Money({int(self)})"


m = Money(5)
print(m, repr(m), str(m), m + 3, 3 + m, m * 2, m == 5, hash(m) == hash(5))
# expect: Money(5) Money(5) Money(5) Money(8) 8 10 True True
print(type(m + 1).__name__, type(m * 1).__name__, isinstance(m, int), [10, 20, 30, 40, 50, 60][m])
# expect: Money int True 60
m.note = "attributes work"
print(m.note, f"{m:03d}", int(m), type(int(m)).__name__)  # expect: attributes work 005 5 int
print(sum([Money(1), Money(2)]))  # expect: 3
