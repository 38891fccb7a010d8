# os.path, and the environment.
import os

p = os.path


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


p = os.path
print(os.name, os.sep, os.linesep == "\n", os.curdir, os.devnull, os.path is p,
      os.path.__name__)  # expect: posix / True . /dev/null True posixpath
for a in [("a","b"),("a/","b"),("/a","/b"),("","b"),("a",""),("a","b","c")]:
    print(p.join(*a), end=" ")  # expect: a/b a/b /b b a/ a/b/c
print()
for x in ["/a/b.c","a.tar.gz",".bashrc","/","//a","a/","","///x","a//b/../c/./d","../..","/..","~","x/.a.b"]:
    print(repr(x), p.split(x), p.splitext(x), p.basename(x), p.dirname(x), p.normpath(x),
          p.isabs(x), p.splitroot(x))
          # expect: '/a/b.c' ('/a', 'b.c') ('/a/b', '.c') b.c /a /a/b.c True ('', '/', 'a/b.c')
          # expect: 'a.tar.gz' ('', 'a.tar.gz') ('a.tar', '.gz') a.tar.gz  a.tar.gz False ('', '', 'a.tar.gz')
          # expect: '.bashrc' ('', '.bashrc') ('.bashrc', '') .bashrc  .bashrc False ('', '', '.bashrc')
          # expect: '/' ('/', '') ('/', '')  / / True ('', '/', '')
          # expect: '//a' ('//', 'a') ('//a', '') a // //a True ('', '//', 'a')
          # expect: 'a/' ('a', '') ('a/', '')  a a False ('', '', 'a/')
          # expect: '' ('', '') ('', '')   . False ('', '', '')
          # expect: '///x' ('///', 'x') ('///x', '') x /// /x True ('', '/', '//x')
          # expect: 'a//b/../c/./d' ('a//b/../c/.', 'd') ('a//b/../c/./d', '') d a//b/../c/. a/c/d False ('', '', 'a//b/../c/./d')
          # expect: '../..' ('..', '..') ('../..', '') .. .. ../.. False ('', '', '../..')
          # expect: '/..' ('/', '..') ('/..', '') .. / / True ('', '/', '..')
          # expect: '~' ('', '~') ('~', '') ~  ~ False ('', '', '~')
          # expect: 'x/.a.b' ('x', '.a.b') ('x/.a', '.b') .a.b x x/.a.b False ('', '', 'x/.a.b')
t(lambda: p.join("a", 1))
# expect: TypeError join() argument must be str, bytes, or os.PathLike object, not 'int'
t(lambda: p.join(1, "a"))  # expect: TypeError expected str, bytes or os.PathLike object, not int
t(lambda: p.join("a", b"b"))  # expect: TypeError Can't mix strings and bytes in path components
t(lambda: p.basename(1))  # expect: TypeError expected str, bytes or os.PathLike object, not int
print(p.commonprefix(["abc","abd"]), p.commonpath(["/a/b/c","/a/b/d"]),
      p.relpath("/a/b","/a/c"), p.relpath("x"))  # expect: ab /a/b ../b x
t(lambda: p.commonpath([]))  # expect: ValueError commonpath() arg is an empty sequence
t(lambda: p.commonpath(["/a","b"]))  # expect: ValueError Can't mix absolute and relative paths
print(p.exists("/tmp"), p.isdir("/tmp"), p.isfile("/tmp"), p.exists("/nope"), p.islink("/tmp"),
      p.ismount("/"))  # expect: True True False False False True
os.environ["BT_X"] = "v"
print(p.expandvars("$BT_X ${BT_X} $NOPE $"), os.getenv("BT_X"), os.environ.get("NOPE"),
      "BT_X" in os.environ)  # expect: v v $NOPE $ v None True
del os.environ["BT_X"]
t(lambda: os.environ["BT_X"])  # expect: KeyError 'BT_X'
t(lambda: os.environ.__setitem__("a", 1))  # expect: TypeError str expected, not int
