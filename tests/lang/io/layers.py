# Layers put together by hand, and made in Python.
import io

D = "/tmp/baton-test-io-layers-"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


x = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
x.write("hé\n")
x.flush()
print(x.buffer.getvalue())  # expect: b'h\xc3\xa9\n'
x.seek(0)
print(x.read())
# expect: hé
# expect:
x = io.TextIOWrapper(io.BytesIO(b"a\r\nb\n"))
print(x.readlines(), x.newlines)  # expect: ['a\n', 'b\n'] ('\n', '\r\n')
print(x)  # expect: <_io.TextIOWrapper encoding='UTF-8'>
y = x.detach()
print(y.getvalue())  # expect: b'a\r\nb\n'
t(lambda: x.read())  # expect: ValueError underlying buffer has been detached
class R(io.RawIOBase):
    def __init__(self):
        self.d = b"hello\nworld\n"
        self.p = 0
    def readable(self):
        return True
    def readinto(self, b):
        n = min(4, len(self.d) - self.p, len(b))
        b[:n] = self.d[self.p:self.p+n]
        self.p += n
        return n
r = R()
print(r.read(3), r.readall(), r.closed)  # expect: b'hel' b'lo\nworld\n' False
r.close()
print(r.closed)  # expect: True
t(lambda: r.read())  # expect: b''
print(io.BufferedReader(R()).readlines())  # expect: [b'hello\n', b'world\n']
print(io.TextIOWrapper(io.BufferedReader(R())).read())
# expect: hello
# expect: world
# expect:
print(isinstance(x, io.IOBase), isinstance(x, io.TextIOBase), isinstance(io.BytesIO(),
      io.BufferedIOBase), issubclass(io.UnsupportedOperation, OSError), issubclass(io.UnsupportedOperation, ValueError))
      # expect: True True True True True
