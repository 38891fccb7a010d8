# StringIO and BytesIO.
import io


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


s = io.StringIO("ab\ncd")
print(s.read(1), s.readline(), s.read(), s.read(), s.tell())
# expect: a b
# expect:  cd  5
s.write("€f")
print(s.getvalue())
# expect: ab
# expect: cd€f
s.seek(1)
s.write("ZZ")
print(repr(s.getvalue()))  # expect: 'aZZcd€f'
s.seek(10)
s.write("q")
print(repr(s.getvalue()))  # expect: 'aZZcd€f\x00\x00\x00q'
s.seek(2)
print(s.truncate(), repr(s.getvalue()))  # expect: 2 'aZ'
print(list(io.StringIO("a\nb\r\nc\rd")), list(io.StringIO("a\nb\r\nc\rd", newline=None)),
      list(io.StringIO("a\nb\r\nc\rd", newline="")))
      # expect: ['a\n', 'b\r\n', 'c\rd'] ['a\n', 'b\n', 'c\n', 'd'] ['a\n', 'b\r\n', 'c\r', 'd']
t(lambda: s.write(1))  # expect: TypeError string argument expected, got 'int'
t(lambda: s.seek(-1))  # expect: ValueError Negative seek position -1
t(lambda: s.seek(1, 1))  # expect: OSError Can't do nonzero cur-relative seeks
s.close()
t(lambda: s.read())  # expect: ValueError I/O operation on closed file
t(lambda: io.StringIO(1))  # expect: TypeError initial_value must be str or None, not int
b = io.BytesIO(b"abc\ndef")
print(b.read(2), b.readline(), b.tell(), b.seek(-2, 2), b.read(), b.seek(10), b.write(b"x"),
      b.getvalue())  # expect: b'ab' b'c\n' 4 5 b'ef' 10 1 b'abc\ndef\x00\x00\x00x'
t(lambda: b.write("x"))  # expect: TypeError a bytes-like object is required, not 'str'
t(lambda: b.seek(-1))  # expect: ValueError negative seek value -1
print(b.truncate(2), b.getvalue(), list(io.BytesIO(b"a\nb")))  # expect: 2 b'ab' [b'a\n', b'b']
b.close()
t(lambda: b.getvalue())  # expect: ValueError I/O operation on closed file.
