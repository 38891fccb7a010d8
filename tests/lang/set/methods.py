# The methods of set.
s = {3, 1, 2}
s.add(5)
s.add(1)
print(sorted(s), len(s), 5 in s, 9 in s)  # expect: [1, 2, 3, 5] 4 True False
s.discard(9)
s.remove(5)
s.update([7, 8], (9,))
print(sorted(s), s.isdisjoint({100}), s.issubset(range(20)), s.issuperset([1]))
# expect: [1, 2, 3, 7, 8, 9] True True True
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b == {1, 2, 3, 4, 5}, a & b == {3, 4}, a - b == {1, 2}, a ^ b == {1, 2, 5}, a.union(b, [9]) == {1, 2, 3, 4, 5, 9})
# expect: True True True True True
print(a.intersection(b, [3]) == {3}, a.difference(b, [1]) == {2}, a.symmetric_difference([1, 10]) == {2, 3, 4, 10})
# expect: True True True
print({1} < {1, 2}, {1, 2} <= {1, 2}, {1, 2} > {1}, {1} < {2}, {1} == {1.0}, {1} != {2}, set() < {1}, {1} == frozenset([1]))
# expect: True True True False True True True True
a &= {1, 2, 3}
a |= {7}
a -= {1}
a ^= {2, 8}
print(a == {3, 7, 8})  # expect: True
a.intersection_update([3, 7])
a.difference_update([3])
a.symmetric_difference_update([1])
print(a == {7, 1}, set(), {*"ab"} == {"a", "b"}, set("aab") == {"a", "b"}, {1}, repr({"x"}), {i % 3 for i in range(9)} == {0, 1, 2})
# expect: True set() True True {1} {'x'} True
x = {5}
print(x.pop(), x, x.copy() is x, bool(x), frozenset(), frozenset({1}), type(frozenset([1]) | {2}).__name__, type({1} | frozenset([2])).__name__)
# expect: 5 set() False False frozenset() frozenset({1}) frozenset set
print(hash(frozenset([1, 2])) == hash(frozenset([2, 1])), frozenset([1]) in {frozenset([1])}, {1: 2}.keys() | {3} == {1, 3})
# expect: True True True


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: {1}.remove(2))  # expect: KeyError: 2
error(lambda: set().pop())  # expect: KeyError: 'pop from an empty set'
error(lambda: {[]})  # expect: TypeError: unhashable type: 'list'
error(lambda: {1} | [2])  # expect: TypeError: unsupported operand type(s) for |: 'set' and 'list'
error(lambda: {1} + {2})  # expect: TypeError: unsupported operand type(s) for +: 'set' and 'set'
error(lambda: {1} < [1])
# expect: TypeError: '<' not supported between instances of 'set' and 'list'
error(lambda: set(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: {1}.add([]))  # expect: TypeError: unhashable type: 'list'
error(lambda: hash({1}))  # expect: TypeError: unhashable type: 'set'
error(lambda: x[0])  # expect: TypeError: 'set' object is not subscriptable
error(lambda: frozenset([1]).add(2))
# expect: AttributeError: 'frozenset' object has no attribute 'add'
error(lambda: {1}.union(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: set(1, 2))  # expect: TypeError: set expected at most 1 argument, got 2


def grow():
    g = {1}
    for i in g:
        g.add(i + 1)


error(grow)  # expect: RuntimeError: Set changed size during iteration
