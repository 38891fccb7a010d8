# center, ljust, rjust, zfill, expandtabs.
print("[" + "ab".center(6) + "]", "ab".center(5, "*"), "abc".center(6, "*"), "ab".ljust(5, "."), "ab".rjust(5, "."), "abc".center(2))
# expect: [  ab  ] **ab* *abc** ab... ...ab abc
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "abc".zfill(2), "".zfill(3), "--1".zfill(5))
# expect: 00042 -0042 +004 abc 000 -00-1
print(repr("a\tb\tc".expandtabs()), repr("a\tb".expandtabs(4)), repr("ab\tc\n\td".expandtabs(4)), repr("\t".expandtabs(0)))
# expect: 'a       b       c' 'a   b' 'ab  c\n    d' ''
try:
    "a".center(5, "ab")
except TypeError as e:
    print(e)  # expect: The fill character must be exactly one character long
