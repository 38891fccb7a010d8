# The newline argument, and line ends as they are read.

D = "/tmp/baton-test-io-newlines-"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


w("b", "a\r\nb\rc\n")
t(lambda: open(D + "b", "rb").read())  # expect: b'a\r\nb\rc\n'
t(lambda: open(D + "b").read())  # expect: 'a\nb\nc\n'
t(lambda: open(D + "b", newline="").readlines())  # expect: ['a\r\n', 'b\r', 'c\n']
t(lambda: open(D + "b", newline="\r").readlines())  # expect: ['a\r', '\nb\r', 'c\n']
t(lambda: open(D + "b", newline="\r\n").readlines())  # expect: ['a\r\n', 'b\rc\n']
with open(D + "b") as g:
    print(g.readlines(), g.newlines)  # expect: ['a\n', 'b\n', 'c\n'] ('\r', '\n', '\r\n')
w("c", "a\nb\n", newline="\r\n")
t(lambda: open(D + "c", "rb").read())  # expect: b'a\r\nb\r\n'
with open(D + "c") as g:
    while True:
        l = g.readline()
        print(repr(l), g.tell())
        # expect: 'a\n' 3
        # expect: 'b\n' 6
        # expect: '' 6
        if not l:
            break
