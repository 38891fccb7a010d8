# Order of strings is by code point; equality is by content.
print("a" < "b", "a" < "B", "" < "a", "abc" < "abd", "abc" < "ab", "Z" < "a", "é" > "z", "𝄞" > "\uffff")
# expect: True False True True False True True True
print("abc" == "abc", "abc" != "abd", "a" == 1, "1" == 1, ascii is not None, sorted(["b", "A", "a", "é", "10", "9"]))
# expect: True True False False True ['10', '9', 'A', 'a', 'b', 'é']
print(max("hello"), min("hello"), max(["aa", "b"], key=len), hash("abc") == hash("ab" + "c"), "a" * 3 == "aaa")
# expect: o e aa True True
print("ab" * 0 == "", "ab" * -1 == "", 3 * "x", "" + "a", "a" "b" + "c")
# expect: True True xxx a abc
