# The is...() questions.
words = ["", "abc", "ab1", "123", "１２", "²", "½", " \t\n", "a b", "_x", "1x", "é", "日本", "\x00", "x\n", "٣"]
for w in words:
    print(ascii(w), w.isalpha(), w.isdigit(), w.isdecimal(), w.isnumeric(), w.isalnum(), w.isspace(),
          w.isidentifier(), w.isprintable(), w.isascii())
          # expect: '' False False False False False False False True True
          # expect: 'abc' True False False False True False True True True
          # expect: 'ab1' False False False False True False True True True
          # expect: '123' False True True True True False False True True
          # expect: '\uff11\uff12' False True True True True False False True False
          # expect: '\xb2' False True False True True False False True False
          # expect: '\xbd' False False False True True False False True False
          # expect: ' \t\n' False False False False False True False False True
          # expect: 'a b' False False False False False False False True True
          # expect: '_x' False False False False False False True True True
          # expect: '1x' False False False False True False False True True
          # expect: '\xe9' True False False False True False True True False
          # expect: '\u65e5\u672c' True False False False True False True True False
          # expect: '\x00' False False False False False False False False True
          # expect: 'x\n' False False False False False False False False True
          # expect: '\u0663' False True True True True False False True False
