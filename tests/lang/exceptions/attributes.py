# What exception objects hold.
e = ValueError("a", 1)
print(e.args, str(e), repr(e), str(ValueError()), repr(ValueError()), str(ValueError("x")), repr(ValueError("it's")), str(ValueError(None)))
# expect: ('a', 1) ('a', 1) ValueError('a', 1)  ValueError() x ValueError("it's") None
print(str(KeyError("k")), str(KeyError(1)), str(KeyError()), str(KeyError("a", "b")), repr(KeyError("k")), e.__traceback__, e.__context__)
# expect: 'k' 1  ('a', 'b') KeyError('k') None None
e.args = (5,)
e.extra = "attr"
print(e, e.extra, e.__dict__, e.with_traceback(None) is e, isinstance(e, Exception), ValueError.__mro__)
# expect: 5 attr {'extra': 'attr'} True True (<class 'ValueError'>, <class 'Exception'>, <class 'BaseException'>, <class 'object'>)
e.add_note("note 1")
e.add_note("note 2")
print(e.__notes__)  # expect: ['note 1', 'note 2']
s = StopIteration(7)
print(s.value, SystemExit(3).code, SystemExit().code, SystemExit("a", "b").code)
# expect: 7 3 None ('a', 'b')
o = OSError(2, "No such file or directory", "name")
print(o, repr(o), o.errno, o.strerror, o.filename, type(o).__name__, str(OSError("x")), type(OSError(13, "m")).__name__)
# expect: [Errno 2] No such file or directory: 'name' FileNotFoundError(2, 'No such file or directory') 2 No such file or directory name FileNotFoundError x PermissionError
i = ImportError("msg", name="n", path="p")
print(i, i.name, i.path, NameError("x", name="q").name, AttributeError("a", name="n", obj=5).obj)
# expect: msg n p q 5
try:
    None.foo
except AttributeError as a:
    print(a.name, a.obj)  # expect: foo None
u = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "reason")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
# expect: 'utf-8' codec can't decode byte 0xff in position 0: reason utf-8 b'\xff' 0 1 reason
try:
    e.add_note(5)
except TypeError as t:
    print(t)  # expect: note must be a str, not 'int'
try:
    e.__cause__ = 5
except TypeError as t:
    print(t)  # expect: exception cause must be None or derive from BaseException
print(ValueError("x") == ValueError("x"), e == e, hash(e) == hash(e))  # expect: False True True
