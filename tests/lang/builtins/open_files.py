# open(): writing, reading, appending, iterating.
import sys

path = "/tmp/baton-test-open-files.txt"
with open(path, "w") as f:
    print(f.write("one\n"), f.write("zwö\nthree"), f.closed, f.name == path, f.mode)
    # expect: 4 9 False True w
print(f.closed)  # expect: True
with open(path) as f:
    print(repr(f.read()), repr(f.read()))  # expect: 'one\nzwö\nthree' ''
with open(path, "a") as f:
    print("four", file=f)
with open(path, encoding="utf-8") as f:
    print(repr(f.readline()), f.readlines())  # expect: 'one\n' ['zwö\n', 'threefour\n']
for line in open(path):
    print(line.rstrip())
    # expect: one
    # expect: zwö
    # expect: threefour
with open(path, "rb") as f:
    print(f.read(6), f.read())  # expect: b'one\nzw' b'\xc3\xb6\nthreefour\n'
with open(path) as f:
    print(repr(f.read(2)), repr(f.read(3)), f.readline(), f.tell() > 0, f.seek(0), repr(f.read(3)))
    # expect: 'on' 'e\nz' wö
    # expect:  True 0 'one'


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: open("/nonexistent/file"))
# expect: FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/file'
error(lambda: open("/"))  # expect: IsADirectoryError: [Errno 21] Is a directory: '/'
error(lambda: open(path, "q"))  # expect: ValueError: invalid mode: 'q'
error(lambda: f.read())  # expect: ValueError: I/O operation on closed file.
error(lambda: open(path).write("x"))  # expect: UnsupportedOperation: not writable
error(lambda: open(path, "w").read())  # expect: UnsupportedOperation: not readable
error(lambda: open(path, "w").write(5))  # expect: TypeError: write() argument must be str, not int
error(lambda: open(path, "rb", encoding="utf-8"))
# expect: ValueError: binary mode doesn't take an encoding argument
error(lambda: open())  # expect: TypeError: open() missing required argument 'file' (pos 1)
