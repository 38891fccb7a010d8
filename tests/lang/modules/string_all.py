# string: constants, templates, Formatter.
import string
print(string.ascii_letters, string.digits, string.punctuation, string.capwords('hello  big world'), string.capwords('a-b', '-'))
# expect: abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ Hello Big World A-B
t = string.Template('$who likes ${what}s, $$5 $x')
print(t.safe_substitute(who='tim', what='kiwi'), t.get_identifiers())
# expect: tim likes kiwis, $5 $x ['who', 'what', 'x']
try: t.substitute(who='a')
except KeyError as e: print(repr(e))  # expect: KeyError('what')
for s in ['a $', 'a\nb $1', '$', '${a']:
    try: print(string.Template(s).substitute())
    except Exception as e: print(type(e).__name__, e)
    print(string.Template(s).safe_substitute(), string.Template(s).is_valid())
    # expect: ValueError Invalid placeholder in string: line 1, col 3
    # expect: a $ False
    # expect: ValueError Invalid placeholder in string: line 2, col 3
    # expect: a
    # expect: b $1 False
    # expect: ValueError Invalid placeholder in string: line 1, col 1
    # expect: $ False
    # expect: ValueError Invalid placeholder in string: line 1, col 1
    # expect: ${a False
f = string.Formatter()
print(f.format('{} {1!r:>5} {a.real} {b[0]} {{}} {:{w}}', 1, w=5, a=3, b=[9]) if 0 else f.format('{0} {1!r:>5} {a.real} {b[0]} {{}} {0:{w}}', 1, 'x', w=5, a=3, b=[9]))
# expect: 1   'x' 3 9 {}     1
print(f.format('{}{}', 1, 2))  # expect: 12
