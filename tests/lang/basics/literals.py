# All kinds of literals.
print(0, 00, 1_000, 0xFf, 0o17, 0b101, 0XABC, 0B1, 0O7, 123456789012345678901234567890)
# expect: 0 0 1000 255 15 5 2748 1 7 123456789012345678901234567890
print(1.5, .5, 5., 1e3, 1E-3, 1_0.0_1, 1e+5, 0.0, 1j, 1.5J, 0e0, 012.5, 09.5)
# expect: 1.5 0.5 5.0 1000.0 0.001 10.01 100000.0 0.0 1j 1.5j 0.0 12.5 9.5
print('a', "b", '''c''', """d""", r'\d', b'e', rb'\f', Rb"g", u'h', f'i', fr'{1}\j', 'a' "b" 'c', B"k")
# expect: a b c d \d b'e' b'\\f' b'g' h i 1\j abc b'k'
print("\'\"\\\a\b".encode(), "\x41\101\u0041\U00000041", "\0\1".encode(), "a\
b")  # expect: b'\'"\\\x07\x08' AAAA b'\x00\x01' ab
print(None, True, False, ..., (), [], {}, (1,), {1}, {1: 2}, [1, ], {"a": 1, })
# expect: None True False Ellipsis () [] {} (1,) {1} {1: 2} [1] {'a': 1}
print(not True, -1, +1, ~1, - - 1, not not 1, -1 ** 2, 2 ** -1)
# expect: False -1 1 -2 1 True -1 0.5
