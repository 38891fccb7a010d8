#!/usr/bin/env python3
"""Prints runtime/objects/unicode_tables.h: where Python's idea of a character differs from utf8proc's.

Run it with the CPython whose behaviour is wanted; it loads libutf8proc.so.2 or .3. The output is
checked in, so that building Baton needs no Python.
"""

import ctypes
import ctypes.util
import unicodedata

lib = ctypes.CDLL(ctypes.util.find_library("utf8proc") or "libutf8proc.so.2")
CATEGORY = [unicodedata.category(chr(c)) for c in range(0x110000)]
START = ("Lu", "Ll", "Lt", "Lm", "Lo", "Nl")
CONTINUE = START + ("Mn", "Mc", "Nd", "Pc")
ALL = [c for c in range(0x110000)]


def ranges(members):
    out = []
    for c in members:
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return out


def table(name, comment, members):
    """A sorted table of ranges, first to last."""
    print(f"// {comment}\nstatic const struct range {name}[] = {{")
    line = "   "
    for first, last in ranges(members):
        item = f" {{0x{first:X}, 0x{last:X}}},"
        if len(line) + len(item) > 98:
            print(line)
            line = "   "
        line += item
    print(line + "\n};\n")


def ignorable(c):
    # a final sigma looks through what is ignorable to the cased letter behind it
    return ("A\u03a3" + chr(c) + "A").lower()[1] == "\u03c3"


def cased(c):
    s = chr(c)
    return CATEGORY[c] in ("Lu", "Ll", "Lt") or s.islower() or s.isupper()


def turn(c):
    # how far the other case of a letter is: up to its lower case, down to its upper; 127: not that
    s = chr(c)
    lower, upper = s.lower(), s.upper()
    if upper != s.title() or lower != s.casefold() or len(lower + upper) != 2:
        return 127
    down, up = ord(lower) - c, ord(upper) - c
    return down + up if (down == 0 or up == 0) and -127 < up <= 0 <= down < 127 else 127


def main():
    print("#ifndef BT_OBJECTS_UNICODE_TABLES_H\n#define BT_OBJECTS_UNICODE_TABLES_H")
    print("// Written by tools/unicode_tables.py; Unicode", unicodedata.unidata_version + ".")
    print("// Where Python's idea of a character differs from its general category or from the simple")
    print("// case mapping that utf8proc has for it. Included by unicode.c only.\n")
    print("// clang-format off")
    table("other_lower", "Lower case without being Ll.",
          [c for c in ALL if chr(c).islower() and CATEGORY[c] != "Ll"])
    table("other_upper", "Upper case without being Lu.",
          [c for c in ALL if chr(c).isupper() and CATEGORY[c] != "Lu"])
    table("digit", "A digit that is not a decimal digit (Nd).",
          [c for c in ALL if chr(c).isdigit() and CATEGORY[c] != "Nd"])
    table("numeric", "Numeric without being Nd, Nl or No.",
          [c for c in ALL if chr(c).isnumeric() and CATEGORY[c] not in ("Nd", "Nl", "No")])
    table("ignorable", "Case-ignorable without being Mn, Me, Cf, Lm or Sk.",
          [c for c in ALL if ignorable(c) and not cased(c)
           and CATEGORY[c] not in ("Mn", "Me", "Cf", "Lm", "Sk")])
    table("odd_start", "Where the category is wrong about the first character of an identifier.",
          [c for c in ALL if c != 0x5F and chr(c).isidentifier() != (CATEGORY[c] in START)])
    table("odd_continue", "The same for its other characters.",
          [c for c in ALL if ("a" + chr(c)).isidentifier() != (CATEGORY[c] in CONTINUE)])
    print("// The zeros of the decimal digits: nine more follow each.\nstatic const uint32_t zeros[] = {")
    zeros = [f"0x{c:X}," for c in ALL if unicodedata.decimal(chr(c), -1) == 0]
    for i in range(0, len(zeros), 10):
        print("    " + " ".join(zeros[i:i + 10]))
    print("};\n")
    print("// How far the other case of U+0080 and the letters after it is: see bt_uni_turn().")
    print("const int8_t bt_uni_turns[BT_UNI_TURNS_END - 0x80] = {")
    for i in range(0x80, 0x530, 16):
        print("    " + " ".join(f"{turn(c)}," for c in range(i, i + 16)))
    print("};\n")
    print("// Case mappings that utf8proc's simple ones do not give.")
    print("static const struct mapping mappings[] = {")
    kinds = (("BT_CASE_LOWER", lib.utf8proc_tolower, str.lower),
             ("BT_CASE_UPPER", lib.utf8proc_toupper, str.upper),
             ("BT_CASE_TITLE", lib.utf8proc_totitle, str.title),
             ("BT_CASE_FOLD", lib.utf8proc_tolower, str.casefold))
    for kind, simple, full in kinds:
        for c in ALL:
            if 0xD800 <= c < 0xE000:
                continue
            want = [ord(x) for x in full(chr(c))]
            if want != [simple(c)]:
                text = ", ".join(f"0x{x:X}" for x in want)
                print(f"    {{{kind}, 0x{c:X}, {len(want)}, {{{text}}}}},")
    print("};\n// clang-format on\n#endif")


main()
