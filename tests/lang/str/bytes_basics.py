# bytes: literals, indexing, methods.
b = b"hello\x00\xff"
print(b, b[0], b[-1], b[1:3], len(b), list(b[:3]), b"a" + b"b", b"ab" * 2, b"e" in b, 104 in b, b == b"hello\x00\xff")
# expect: b'hello\x00\xff' 104 255 b'el' 7 [104, 101, 108] b'ab' b'abab' True True True
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(), b"".join([b"a", b"b"]), b"a,b".split(b","))
# expect: b'\x00\x00\x00' b'\x01\x02\xff' b'\xc3\xa9' b'x' b'' b'ab' [b'a', b'b']
print(b.hex(), bytes.fromhex("68 69"), b"abc".upper(), b" x ".strip(), b"abc".find(b"c"), b"abc".replace(b"b", b"X"), b"ab" < b"b")
# expect: 68656c6c6f00ff b'hi' b'ABC' b'x' 2 b'aXc' True
print(b"it's", b'"', b"\t\n\\", rb"\n", b"%d %s" % (5, b"x"), b"abc".startswith(b"a"), hash(b"a") == hash(b"a"), b"abc".decode())
# expect: b"it's" b'"' b'\t\n\\' b'\\n' b'5 x' True True abc
for f in (lambda: bytes([256]), lambda: b"a" + "b", lambda: bytes("a"), lambda: b"abc"[5], lambda: "a" in b"a", lambda: bytes(-1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: ValueError: bytes must be in range(0, 256)
        # expect: TypeError: can't concat str to bytes
        # expect: TypeError: string argument without an encoding
        # expect: IndexError: index out of range
        # expect: TypeError: a bytes-like object is required, not 'str'
        # expect: ValueError: negative count
