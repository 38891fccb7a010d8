# Searching in strings.
s = "abracadabra"
print(s.find("bra"), s.rfind("bra"), s.find("x"), s.find("bra", 2), s.find("bra", 2, 9), s.find(""), s.rfind(""))
# expect: 1 8 -1 8 -1 0 11
print(s.index("cad"), s.rindex("a"), s.count("a"), s.count("abra"), s.count(""), s.count("a", 1, -1), "aaaa".count("aa"))
# expect: 4 10 5 2 12 3 2
print("cad" in s, "xyz" in s, "" in s, "xyz" not in s)  # expect: True False True True
print(s.startswith("abra"), s.startswith("bra", 1), s.startswith(("x", "ab")), s.endswith("ra"), s.endswith(("x", "bra"), 0, 5))
# expect: True True True True False
print("".startswith(""), "abc".startswith("", 4), "abc".find("", 3), "abc".find("", 4), "abc".endswith("c", -1))
# expect: True False 3 -1 True
print("naïve café".find("café"), "日本語日本".rfind("日本"), "日本語".index("語"))  # expect: 6 3 2


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: s.index("x"))  # expect: ValueError: substring not found
error(lambda: s.rindex("x"))  # expect: ValueError: substring not found
error(lambda: s.find(5))  # expect: TypeError: find() argument 1 must be str, not int
error(lambda: s.startswith(5))
# expect: TypeError: startswith first arg must be str or a tuple of str, not int
error(lambda: s.startswith(("a", 5)))
error(lambda: s.find())  # expect: TypeError: find expected at least 1 argument, got 0
error(lambda: s.count("a", "b"))
# expect: TypeError: slice indices must be integers or None or have an __index__ method
