# str to bytes and back.
print("aé日𝄞".encode(), "é".encode("latin-1"), "abc".encode("ascii"), "é".encode("utf-8"), "é".encode("ascii", "ignore"))
# expect: b'a\xc3\xa9\xe6\x97\xa5\xf0\x9d\x84\x9e' b'\xe9' b'abc' b'\xc3\xa9' b''
print("é".encode("ascii", "replace"), "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"))
# expect: b'?' b'\\xe9' b'&#233;'
print(b"a\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"a\xff".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"))
# expect: aé é a� ab
for f in (lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: b"\xe2\x82".decode(), lambda: "\ud800".encode(),
          lambda: "a".encode("nonsense"), lambda: b"\x80".decode("ascii")):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
        # expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
        # expect: UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data
        # expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
        # expect: LookupError: unknown encoding: nonsense
        # expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)
