# Building large strings.
s = ""
for i in range(2000):
    s += str(i)
print(len(s), s[:15], s[-8:])  # expect: 6890 012345678910111 19981999
t = "".join([chr(97 + i % 26) for i in range(5000)])
print(len(t), t.count("abc"), t[2600:2610])  # expect: 5000 193 abcdefghij
u = "é" * 1000 + "x"
print(len(u), u.index("x"), u[999:], len(u.encode()))  # expect: 1001 1000 éx 2001
print(len(("ab" * 1000).replace("b", "cde")), len("x" * 10 ** 6))  # expect: 4000 1000000
