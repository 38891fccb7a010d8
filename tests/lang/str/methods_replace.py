# replace and translate.
print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("x", "y"), "aaa".replace("aa", "b"))
# expect: bbb bba -a-b-c- abc ba
print("abc".replace("b", ""), "".replace("", "x"), "日本日".replace("日", "a"), "abc".replace("", "-", 2), "abc".replace("a", "é"))
# expect: ac x a本a -a-bc ébc
table = str.maketrans("abc", "xyz", "d")
print("abcd-dcba".translate(table), "abc".translate({97: "AA", 98: None, 99: 100}), str.maketrans({"a": 1, 66: "b"}))
# expect: xyz-zyx AAd {97: 1, 66: 'b'}
print("x".replace("x", "y", count=1))  # expect: y
try:
    "a".replace("a", 5)
except TypeError as e:
    print(e)  # expect: replace() argument 2 must be str, not int
