# sort() and sorted(): stable, with key and reverse.
a = [3, 1, 2, 10, -5]
a.sort()
print(a)  # expect: [-5, 1, 2, 3, 10]
a.sort(reverse=True)
print(a)  # expect: [10, 3, 2, 1, -5]
words = ["banana", "fig", "apple", "kiwi", "date", "Cherry"]
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=str.lower))
# expect: ['Cherry', 'apple', 'banana', 'date', 'fig', 'kiwi'] ['fig', 'kiwi', 'date', 'apple', 'banana', 'Cherry'] ['banana', 'Cherry', 'apple', 'kiwi', 'date', 'fig'] ['apple', 'banana', 'Cherry', 'date', 'fig', 'kiwi']
pairs = [(1, "b"), (0, "b"), (1, "a"), (0, "a")]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[1], reverse=True))
# expect: [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')] [(0, 'b'), (0, 'a'), (1, 'b'), (1, 'a')] [(1, 'b'), (0, 'b'), (1, 'a'), (0, 'a')]
print(sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted(range(5, 0, -1)), sorted([]), sorted([True, 0, 2.5, -1]))
# expect: ['e', 'h', 'l', 'l', 'o'] [1, 2, 3] ['a', 'b'] [1, 2, 3, 4, 5] [] [-1, 0, True, 2.5]
big = [(i * 7919) % 1009 for i in range(3000)]
s = sorted(big)
print(all(s[i] <= s[i + 1] for i in range(len(s) - 1)), len(s), s[:5], sorted(big, reverse=True) == s[::-1])
# expect: True 3000 [0, 0, 0, 1, 1] True
print([].sort(), sorted([[2, 1], [1, 5], [1]]), sorted([float("-inf"), 2, 1.5]))
# expect: None [[1], [1, 5], [2, 1]] [-inf, 1.5, 2]


class Reverse:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n > other.n


print([r.n for r in sorted(Reverse(n) for n in (2, 3, 1))])  # expect: [3, 2, 1]


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: [1, "a"].sort())
# expect: TypeError: '<' not supported between instances of 'str' and 'int'
error(lambda: [None, None].sort())
# expect: TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
error(lambda: sorted([1, 2], key=5))  # expect: TypeError: 'int' object is not callable
error(lambda: sorted(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: sorted())  # expect: TypeError: sorted expected 1 argument, got 0
error(lambda: [].sort(len))  # expect: TypeError: sort() takes no positional arguments
error(lambda: sorted([3, 1], key=lambda n: 1 / 0))  # expect: ZeroDivisionError: division by zero
changing = [1, 2, 3]
error(lambda: changing.sort(key=lambda n: changing.append(n)))
# expect: TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
