# Every letter's case by every method, alone and between others: a sum that CPython gives too.
def total(texts):
    t = 0
    for s in texts:
        for c in s:
            t = (t * 31 + ord(c)) % 1000000007
        t = (t * 31 + len(s)) % 1000000007
    return t


chars = [chr(c) for c in range(0x80, 0x3000)] + [chr(c) for c in range(0x10400, 0x10450)]
for method in str.lower, str.upper, str.title, str.capitalize, str.swapcase, str.casefold:
    words = ["aB" + c + "Cd é" + c for c in chars]
    print(method.__name__, total(map(method, chars)), total(map(method, words)),
          total([method("".join(chars))]))

for s in "héllo wörld ñandú", "Καλημέρα κόσμε", "Привет мир", "Straße ÿ µ ŉ ǆ", "ΟΔΟΣ ΣΑΣ", "aé漢É😀ü":
    print(s.upper(), s.lower(), s.title(), s.swapcase(), s[::-1], s[::-1][::-1] == s)

# expect: lower 317238672 395212690 240779194
# expect: upper 669391435 245208172 733040036
# expect: title 832691906 610794224 988133184
# expect: capitalize 832691906 257329234 240779194
# expect: swapcase 436601888 62066027 730725590
# expect: casefold 640260438 680009718 437079700
# expect: HÉLLO WÖRLD ÑANDÚ héllo wörld ñandú Héllo Wörld Ñandú HÉLLO WÖRLD ÑANDÚ údnañ dlröw olléh True
# expect: ΚΑΛΗΜΈΡΑ ΚΌΣΜΕ καλημέρα κόσμε Καλημέρα Κόσμε κΑΛΗΜΈΡΑ ΚΌΣΜΕ εμσόκ αρέμηλαΚ True
# expect: ПРИВЕТ МИР привет мир Привет Мир пРИВЕТ МИР рим тевирП True
# expect: STRASSE Ÿ Μ ʼN Ǆ straße ÿ µ ŉ ǆ Straße Ÿ Μ ʼN ǅ sTRASSE Ÿ Μ ʼN Ǆ ǆ ŉ µ ÿ eßartS True
# expect: ΟΔΟΣ ΣΑΣ οδος σας Οδος Σας οδος σας ΣΑΣ ΣΟΔΟ True
# expect: AÉ漢É😀Ü aé漢é😀ü Aé漢É😀Ü AÉ漢é😀Ü ü😀É漢éa True
