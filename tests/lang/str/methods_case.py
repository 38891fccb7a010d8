# Methods that change or ask about case.
s = "hello World ß ŉ ΑΣ İ ǅ"
print(s.upper())  # expect: HELLO WORLD SS ʼN ΑΣ İ Ǆ
print(s.lower())  # expect: hello world ß ŉ ας i̇ ǆ
print(s.title())  # expect: Hello World Ss ʼN Ας İ ǅ
print(s.capitalize())  # expect: Hello world ß ŉ ας i̇ ǆ
print(s.swapcase())  # expect: HELLO wORLD SS ʼN ας i̇ ǅ
print(s.casefold())  # expect: hello world ss ʼn ασ i̇ ǆ
print("abc".isupper(), "ABC".isupper(), "A1".isupper(), "".isupper(), "abc".islower(), "Abc Def".istitle(), "AbC".istitle())
# expect: False True True False True True False
print("they're bill's".title(), "ﬁne".upper(), "ΣΑΣ".lower())  # expect: They'Re Bill'S FINE σας
