# strip and its family.
s = "  \t hello \n"
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()))  # expect: 'hello' 'hello \n' '  \t hello'
print("xxyhixyx".strip("xy"), "xxhi".lstrip("x"), "hixx".rstrip("x"), "abc".strip(""), repr("xx".strip("x")))
# expect: hi hi hi abc ''
print("prefix-body".removeprefix("prefix-"), "body.txt".removesuffix(".txt"), "abc".removeprefix("x"), "abc".removesuffix(""))
# expect: body body abc abc
print(repr("\u3000wide\u2003".strip()), "ééaé".strip("é"))  # expect: 'wide' a
try:
    "a".strip(1)
except TypeError as e:
    print(e)  # expect: strip arg must be None or str
