# Characters by their names.
print("\N{BULLET} \N{greek small letter alpha} \N{LATIN SMALL LETTER E WITH ACUTE} \N{CJK UNIFIED IDEOGRAPH-4E00} \N{HANGUL SYLLABLE GAG}")
# expect: • α é 一 각
print(f"{1}\N{EM DASH}{2}", len("\N{MUSICAL SYMBOL G CLEF}"), ascii("\N{NO-BREAK SPACE}\N{NULL}"), "\N{LF}" == "\n", r"\N{x}")
# expect: 1—2 1 '\xa0\x00' True \N{x}
