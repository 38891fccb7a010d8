# A product that no address could reach is refused by its length, not by running out of memory.
for sequence in ("ab", b"ab"):
    for n in (2**62, 2**63 - 1, 2**63):
        try:
            sequence * n
        except OverflowError as e:
            print(e)
# expect: repeated string is too long
# expect: repeated string is too long
# expect: cannot fit 'int' into an index-sized integer
# expect: repeated bytes are too long
# expect: repeated bytes are too long
# expect: cannot fit 'int' into an index-sized integer
