# Binary files: buffered and raw.

D = "/tmp/baton-test-io-bin-"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


w("a", "0123456789")
with open(D + "a", "w+b") as g:
    g.write(b"0123456789")
    g.seek(3)
    print(g.read(2))  # expect: b'34'
    g.write(b"XX")
    g.seek(0)
    print(g.read())  # expect: b'01234XX789'
    print(g.tell())  # expect: 10
    print(g.truncate(4))  # expect: 4
    g.seek(0)
    print(g.read())  # expect: b'0123'
    print(g, g.raw, g.mode, g.closed)
    # expect: <_io.BufferedRandom name='/tmp/baton-test-io-bin-a'> <_io.FileIO name='/tmp/baton-test-io-bin-a' mode='rb+' closefd=True> rb+ False
with open(D + "a", "rb", buffering=0) as g:
    print(g, g.read(2), g.tell(), g.seek(0), g.readall(), g.read(1))
    t(lambda: g.write(b"x"))
    # expect: <_io.FileIO name='/tmp/baton-test-io-bin-a' mode='rb' closefd=True> b'01' 2 0 b'0123' b''
    # expect: UnsupportedOperation File not open for writing
with open(D + "a", "rb") as g:
    print(g, g.peek(1), g.read1(2), g.readline(), g.read())
    t(lambda: g.write(b"x"))
    b = bytearray(3)
    g.seek(0)
    print(g.readinto(b), b)
    print(g.readable(), g.writable(), g.seekable(), g.isatty())
    t(lambda: g.read(-2))
    t(lambda: g.seek(0, 5))
    # expect: <_io.BufferedReader name='/tmp/baton-test-io-bin-a'> b'0123' b'01' b'23' b''
    # expect: UnsupportedOperation write
    # expect: 3 bytearray(b'012')
    # expect: True False True False
    # expect: ValueError read length must be non-negative or -1
    # expect: ValueError whence value 5 unsupported
with open(D + "a", "wb") as g:
    t(lambda: g.write("x"))
    t(lambda: g.read())
    t(lambda: g.write(bytearray(b"ab")))
    # expect: TypeError a bytes-like object is required, not 'str'
    # expect: UnsupportedOperation read
    # expect: 2
t(lambda: g.write(b"x"))  # expect: ValueError write to closed file
# dropped without close
open(D + "k", "w").write("kept")
t(lambda: open(D + "k").read())  # expect: 'kept'
