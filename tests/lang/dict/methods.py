# The methods of dict; order is that of insertion.
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, len(d), list(d), list(d.keys()), list(d.values()), list(d.items()))
# expect: {'b': 10, 'a': 2, 'c': 3} 3 ['b', 'a', 'c'] ['b', 'a', 'c'] [10, 2, 3] [('b', 10), ('a', 2), ('c', 3)]
print(d.get("a"), d.get("x"), d.get("x", 5), d.setdefault("a", 9), d.setdefault("z", 9), d.setdefault("n"), d)
# expect: 2 None 5 2 9 None {'b': 10, 'a': 2, 'c': 3, 'z': 9, 'n': None}
print(d.pop("z"), d.pop("x", "none"), d.popitem(), d)
# expect: 9 none ('n', None) {'b': 10, 'a': 2, 'c': 3}
d.update({"a": 0, "q": 1})
d.update([("p", 2), ["r", 3]])
d.update(s=4, t=5)
d.update({"u": 6}, v=7)
print(d)  # expect: {'b': 10, 'a': 0, 'c': 3, 'q': 1, 'p': 2, 'r': 3, 's': 4, 't': 5, 'u': 6, 'v': 7}
e = d.copy()
e.clear()
print(e, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**{"a": 1}, "b": 2, **{"a": 3}}, {"a": 1} | {"b": 2, "a": 5})
# expect: {} {'a': None, 'b': None} {1: 0, 2: 0} {'a': 3, 'b': 2} {'a': 5, 'b': 2}
d = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(d, dict(), dict(a=1, b=2), dict([(1, 2)]), dict({"x": 1}, y=2), dict(zip("ab", (1, 2))))
# expect: {'a': 1, 'b': 2, 'c': 3} {} {'a': 1, 'b': 2} {1: 2} {'x': 1, 'y': 2} {'a': 1, 'b': 2}
print("a" in d, 1 in d, "a" not in d, d == {"c": 3, "b": 2, "a": 1}, d != {}, list(reversed(d)), d.__getitem__("a"))
# expect: True False False True True ['c', 'b', 'a'] 1


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def delete():
    del d["nope"]


error(lambda: d["nope"])  # expect: KeyError: 'nope'
error(lambda: d[5])  # expect: KeyError: 5
error(lambda: d[(1, 2)])  # expect: KeyError: (1, 2)
error(delete)  # expect: KeyError: 'nope'
error(lambda: d.pop("nope"))  # expect: KeyError: 'nope'
error(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
error(lambda: d[[]])  # expect: TypeError: unhashable type: 'list'
error(lambda: d.get())  # expect: TypeError: get expected at least 1 argument, got 0
error(lambda: d.get([]))  # expect: TypeError: unhashable type: 'list'
error(lambda: dict(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: dict([1]))
# expect: TypeError: cannot convert dictionary update sequence element #0 to a sequence
error(lambda: dict([(1, 2, 3)]))
# expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required
error(lambda: dict("ab"))
# expect: ValueError: dictionary update sequence element #0 has length 1; 2 is required
error(lambda: dict({}, {}))  # expect: TypeError: dict expected at most 1 argument, got 2
error(lambda: d.update(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: d.fromkeys(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: d | 5)  # expect: TypeError: unsupported operand type(s) for |: 'dict' and 'int'
error(lambda: d | [("a", 1)])
# expect: TypeError: unsupported operand type(s) for |: 'dict' and 'list'
error(lambda: {} < {})  # expect: TypeError: '<' not supported between instances of 'dict' and 'dict'
