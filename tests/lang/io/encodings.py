# Encodings of text files.

D = "/tmp/baton-test-io-enc-"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


w("d", "hé€", encoding="utf-16")
t(lambda: open(D + "d", "rb").read())  # expect: b'\xff\xfeh\x00\xe9\x00\xac '
t(lambda: open(D + "d", encoding="utf-16").read())  # expect: 'hé€'
t(lambda: open(D + "d", encoding="utf-8").read())
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
t(lambda: open(D + "d", encoding="ascii", errors="replace").read())  # expect: '��h\x00�\x00� '
w("e", "é", encoding="latin-1")
t(lambda: open(D + "e").read())
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data
t(lambda: w("e", "€", encoding="latin-1"))
# expect: UnicodeEncodeError 'latin-1' codec can't encode character '\u20ac' in position 0: ordinal not in range(256)
w("s", "x", encoding="utf-8-sig")
t(lambda: open(D + "s", "rb").read())  # expect: b'\xef\xbb\xbfx'
t(lambda: open(D + "s", encoding="utf-8-sig").read())  # expect: 'x'
t(lambda: open(D + "s").read())  # expect: '\ufeffx'
