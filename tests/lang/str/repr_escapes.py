# repr(), ascii() and escapes in literals.
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\r\\"), repr("\x00\x1f\x7f\x80\xa0é"))
# expect: "it's" 'say "hi"' 'both \' and "' '\n\t\r\\' '\x00\x1f\x7f\x80\xa0é'
print(repr("日本 𝄞 \u200b \ue000 \U000e0001"), ascii("é日𝄞'"), repr(""), repr("\ud800"), ascii("\udfff"))
# expect: '日本 𝄞 \u200b \ue000 \U000e0001' "\xe9\u65e5\U0001d11e'" '' '\ud800' '\udfff'
print("a\
b", "\101\x41\u0041\U00000041", "\a\b\f\v" == "\x07\x08\x0c\x0b", r"\n\x", len("\0"))
# expect: ab AAAA True \n\x 1
print('''triple "quoted"
text''', "implicit " "joining " 'works', """a'b"c""")
# expect: triple "quoted"
# expect: text implicit joining works a'b"c
print(str("x"), str(5), str(None), str([1, "a"]), str(b"x", "ascii"), str(b"\xc3\xa9", "utf-8"), str())
# expect: x 5 None [1, 'a'] x é
