# open(): modes, their errors, reading and writing text.

D = "/tmp/baton-test-io-files-"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


t(lambda: w("a", "line1\nline2\nünï€\n"))  # expect: 17
t(lambda: open(D + "a").read())  # expect: 'line1\nline2\nünï€\n'
t(lambda: open(D + "a").readlines())  # expect: ['line1\n', 'line2\n', 'ünï€\n']
t(lambda: list(open(D + "a", "rb")))
# expect: [b'line1\n', b'line2\n', b'\xc3\xbcn\xc3\xaf\xe2\x82\xac\n']
t(lambda: open(D + "a", "rb").read(5))  # expect: b'line1'
t(lambda: open(D + "nope"))
# expect: FileNotFoundError [Errno 2] No such file or directory: '/tmp/baton-test-io-files-nope'
t(lambda: open(D + "a", "z"))  # expect: ValueError invalid mode: 'z'
t(lambda: open(D + "a", "rw"))
# expect: ValueError must have exactly one of create/read/write/append mode
t(lambda: open(D + "a", "rbt"))  # expect: ValueError can't have text and binary mode at once
t(lambda: open(D + "a", "rb", encoding="utf-8"))
# expect: ValueError binary mode doesn't take an encoding argument
t(lambda: open(D + "a", "rb", newline=""))
# expect: ValueError binary mode doesn't take a newline argument
t(lambda: open(D + "a", buffering=0))  # expect: ValueError can't have unbuffered text I/O
t(lambda: open(D + "a", newline="x"))  # expect: ValueError illegal newline value: x
t(lambda: open("/tmp"))  # expect: IsADirectoryError [Errno 21] Is a directory: '/tmp'
t(lambda: open("/tmp", "w"))  # expect: IsADirectoryError [Errno 21] Is a directory: '/tmp'
t(lambda: open(5.5))  # expect: TypeError expected str, bytes or os.PathLike object, not float
t(lambda: open("a\0b"))  # expect: ValueError embedded null byte
t(lambda: open(-1))  # expect: ValueError negative file descriptor
t(lambda: open(D + "a", encoding="xx"))  # expect: LookupError unknown encoding: xx
t(lambda: open(D + "a", "x"))
# expect: FileExistsError [Errno 17] File exists: '/tmp/baton-test-io-files-a'
f = open(D + "a")
print(f, f.name == D + "a", f.mode, f.encoding, f.errors, f.closed, f.newlines)
# expect: <_io.TextIOWrapper name='/tmp/baton-test-io-files-a' mode='r' encoding='UTF-8'> True r UTF-8 strict False None
print(f.readline(), f.tell(), f.readline(3), f.tell(), f.read(4), f.tell())
# expect: line1
# expect:  6 lin 9 e2
# expect: ü 14
f.seek(0)
print(f.read(2))  # expect: li
print(f.tell())  # expect: 2
print(f.buffer, f.buffer.raw)
# expect: <_io.BufferedReader name='/tmp/baton-test-io-files-a'> <_io.FileIO name='/tmp/baton-test-io-files-a' mode='rb' closefd=True>
t(lambda: f.write("x"))  # expect: UnsupportedOperation not writable
t(lambda: f.seek(1, 1))  # expect: UnsupportedOperation can't do nonzero cur-relative seeks
t(lambda: f.seek(0, 2))  # expect: 21
f.close()
f.close()
t(lambda: f.read())  # expect: ValueError I/O operation on closed file.
t(lambda: f.readline())  # expect: ValueError I/O operation on closed file.
t(lambda: next(f))  # expect: ValueError I/O operation on closed file.
t(lambda: f.__enter__())  # expect: ValueError I/O operation on closed file.
t(lambda: f.fileno())  # expect: ValueError I/O operation on closed file
print(f)  # expect: <_io.TextIOWrapper name='/tmp/baton-test-io-files-a' mode='r' encoding='UTF-8'>
with open(D + "a", "a") as g:
    print(g.tell())  # expect: 21
    g.write("more")
    print(g.tell())  # expect: 25
t(lambda: open(D + "a").read())  # expect: 'line1\nline2\nünï€\nmore'
with open(D + "a", "r+") as g:
    print(g.read(5))  # expect: line1
    g.seek(0)
    g.write("LINE")
    g.seek(0)
    print(g.read())
    # expect: LINE1
    # expect: line2
    # expect: ünï€
    # expect: more
