# os: files, folders, descriptors, the process.
import os

p = os.path
T = "/tmp/baton-test-os"
F = T + "-file"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


t(lambda: os.mkdir(T))  # expect: None
t(lambda: os.mkdir(T))  # expect: FileExistsError [Errno 17] File exists: '/tmp/baton-test-os'
t(lambda: os.makedirs(T + "/x/y/z"))  # expect: None
t(lambda: os.makedirs(T + "/x/y/z"))
# expect: FileExistsError [Errno 17] File exists: '/tmp/baton-test-os/x/y/z'
t(lambda: os.makedirs(T+"/x/y/z", exist_ok=True))  # expect: None
open(T + "/f", "w").write("hello")
open(T + "/x/g", "w").close()
print(sorted(os.listdir(T)), os.stat(T + "/f").st_size, p.getsize(T + "/f"))
# expect: ['f', 'x'] 5 5
for d, ds, fs in os.walk(T):
    print(d, sorted(ds), sorted(fs))
    # expect: /tmp/baton-test-os ['x'] ['f']
    # expect: /tmp/baton-test-os/x ['y'] ['g']
    # expect: /tmp/baton-test-os/x/y ['z'] []
    # expect: /tmp/baton-test-os/x/y/z [] []
with os.scandir(T) as it:
    print(sorted((e.name, e.is_dir(), e.is_file(), e.path) for e in it))
    # expect: [('f', False, True, '/tmp/baton-test-os/f'), ('x', True, False, '/tmp/baton-test-os/x')]
t(lambda: os.listdir("/nope"))
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nope'
t(lambda: os.stat("/nope"))  # expect: FileNotFoundError [Errno 2] No such file or directory: '/nope'
t(lambda: os.remove("/nope"))
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nope'
t(lambda: os.rename("/nope", "/nope2"))
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nope' -> '/nope2'
t(lambda: os.stat(1.5))
# expect: TypeError stat: path should be string, bytes, os.PathLike or integer, not float
t(lambda: os.mkdir(1.5))
# expect: TypeError mkdir: path should be string, bytes or os.PathLike, not float
t(lambda: os.listdir(T + "/f"))
# expect: NotADirectoryError [Errno 20] Not a directory: '/tmp/baton-test-os/f'
t(lambda: os.rmdir(T))  # expect: OSError [Errno 39] Directory not empty: '/tmp/baton-test-os'
t(lambda: os.chdir("/nope"))
# expect: FileNotFoundError [Errno 2] No such file or directory: '/nope'
os.rename(T + "/f", T + "/f2")
os.symlink(T + "/f2", T + "/l")
print(os.readlink(T + "/l"), p.islink(T + "/l"), p.realpath(T + "/l"), p.lexists(T+"/l"),
      p.samefile(T+"/l", T+"/f2"))
      # expect: /tmp/baton-test-os/f2 True /tmp/baton-test-os/f2 True True
os.chmod(T + "/f2", 0o600)
print(oct(os.stat(T + "/f2").st_mode))  # expect: 0o100600
print(os.access(T+"/f2", os.R_OK), os.access("/nope", os.F_OK))  # expect: True False
os.remove(T + "/l")
os.unlink(T + "/f2")
os.remove(T + "/x/g")
os.removedirs(T + "/x/y/z")
print(p.exists(T))  # expect: False
os.chdir("/tmp")
print(os.getcwd(), p.abspath("x"))  # expect: /tmp /tmp/x
r, w = os.pipe()
print(os.write(w, b"abc"), os.read(r, 10))  # expect: 3 b'abc'
os.close(w)
print(os.read(r, 5))  # expect: b''
os.close(r)
t(lambda: os.close(r))  # expect: OSError [Errno 9] Bad file descriptor
fd = os.open(F, os.O_CREAT | os.O_RDWR | os.O_TRUNC)
print(os.write(fd, b"12345"), os.lseek(fd, 1, 0), os.read(fd, 2), os.fstat(fd).st_size)
# expect: 5 1 b'23' 5
f = os.fdopen(fd)
print(f.read())  # expect: 45
f.close()
print(os.getpid() > 0, os.getpid() == os.getppid(), len(os.urandom(8)), os.strerror(2),
      os.fspath("a"), os.fsencode("é"), ascii(os.fsdecode(b"\xff")), os.cpu_count() > 0)
      # expect: True False 8 No such file or directory a b'\xc3\xa9' '\udcff' True
t(lambda: os.fspath(1))  # expect: TypeError expected str, bytes or os.PathLike object, not int
t(lambda: os.urandom(-1))  # expect: ValueError negative argument not allowed
class P:
    def __fspath__(self):
        return "/tmp"
print(p.isdir(P()), os.fspath(P()), p.join(P(), "x"))  # expect: True /tmp /tmp/x
print(type(os.environ).__name__, isinstance(os.environ, object),
      os.get_exec_path({"PATH": "/a:/b"}))  # expect: _Environ True ['/a', '/b']
os.utime(F, (1, 2.5))
s = os.stat(F)
print(s.st_atime, s.st_mtime, s.st_mtime_ns, s[8])  # expect: 1.0 2.5 2500000000 2
t(lambda: os.stat("a\0b"))  # expect: ValueError stat: embedded null character in path
t(lambda: os.get_terminal_size(99))  # expect: OSError [Errno 9] Bad file descriptor

