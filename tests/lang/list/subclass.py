# Classes that inherit from list.
class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def __getitem__(self, i):
        if isinstance(i, str):
            return f"named {i}"
        return super().__getitem__(i)


s = Stack([1, 2]).push(3)
print(s, len(s), s[0], s["x"], s[-1], s == [1, 2, 3], isinstance(s, list), type(s + [1]).__name__, type(s.copy()).__name__)
# expect: [1, 2, 3] 3 1 named x 3 True True list list
s.name = "attributes too"
print(s.name, sum(s), sorted(s, reverse=True), [x for x in s], list(s) is not s, bool(Stack()))
# expect: attributes too 6 [3, 2, 1] [1, 2, 3] True False
