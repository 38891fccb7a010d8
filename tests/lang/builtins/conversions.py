# list(), tuple(), dict(), set(), str(), repr(), bool() of everything.
print(list("ab"), list({1: 2}), list(range(3)), tuple([1]), set([1, 1]), dict([("a", 1)]), str([1, "b"]), repr((1,)), bool([0]))
# expect: ['a', 'b'] [1] [0, 1, 2] (1,) {1} {'a': 1} [1, 'b'] (1,) True
print(str(1.0), str(10 ** 20), str(True), str(b"x"), str(range(3)), str({1}), str(...), repr(slice(1)), str(int), str(len), str({}.keys()))
# expect: 1.0 100000000000000000000 True b'x' range(0, 3) {1} Ellipsis slice(None, 1, None) <class 'int'> <built-in function len> dict_keys([])
print(ascii("é"), bin(5), hex(16), oct(8), chr(97), ord("b"), abs(-5), divmod(7, 2), round(2.567, 1), pow(2, 3), format(3.14159, ".2f"))
# expect: '\xe9' 0b101 0x10 0o10 a 98 5 (3, 1) 2.6 8 3.14
print(str(iter([]))[:14], repr(print), repr(str.join), repr("".join)[:28], repr(object())[:17], frozenset("a"), bytes(2), bytearray(b"x"))
# expect: <list_iterator <built-in function print> <method 'join' of 'str' objects> <built-in method join of str <object object at frozenset({'a'}) b'\x00\x00' bytearray(b'x')
