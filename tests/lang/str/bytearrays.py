# bytearray, and subclasses of the byte types.

def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class B(bytes):
    pass
class A(bytearray):
    pass
print(B(b"x"), A(b"x"), type(B(b"x") + b"y").__name__, B(b"abc")[1:], A(b"abc")[1:],
      repr(A(b"q")), B.fromhex("61"), type(B.fromhex("61")).__name__)
      # expect: b'x' A(b'x') bytes b'bc' bytearray(b'bc') A(b'q') b'a' B
t(lambda: hash(bytearray()))  # expect: TypeError unhashable type: 'bytearray'
t(lambda: {b"a": 1}[b"a"])  # expect: 1
t(lambda: b"a" in [b"a"])  # expect: True
ba = bytearray(b"hello")
ba[1:3] = b"XYZ"
print(ba)  # expect: bytearray(b'hXYZlo')
del ba[0]
print(ba)  # expect: bytearray(b'XYZlo')
ba[::2] = b"..."
print(ba)  # expect: bytearray(b'.Y.l.')
del ba[::2]
print(ba)  # expect: bytearray(b'Yl')
ba += b"!!"
ba *= 2
print(ba)  # expect: bytearray(b'Yl!!Yl!!')
ba.insert(0, 65)
ba.reverse()
print(ba, ba.pop(), ba.count(33))  # expect: bytearray(b'!!lY!!lY') 65 4
ba[:] = range(3)
print(ba)  # expect: bytearray(b'\x00\x01\x02')
t(lambda: ba.__setitem__(0, 256))  # expect: ValueError byte must be in range(0, 256)
t(lambda: ba.__setitem__(10, 1))  # expect: IndexError bytearray index out of range
t(lambda: ba.__setitem__(slice(0, 3, 2), b"a"))
# expect: ValueError attempt to assign bytes of size 1 to extended slice of size 2
t(lambda: ba.__setitem__(0, "a"))
# expect: TypeError 'str' object cannot be interpreted as an integer
t(lambda: ba.__delitem__(9))  # expect: IndexError bytearray index out of range
t(lambda: ba.__iadd__("x"))  # expect: TypeError can't concat str to bytearray
