# Indexing and slicing, ASCII or not.
for s in ("abcdef", "aé日𝄞ef"):
    print(s[0], s[-1], s[3], s[1:3], s[:2], s[-2:], s[::2], s[::-1], s[5:1:-2], s[10:], s[-100:2], len(s))
    # expect: a f d bc ab ef ace fedcba fd  ab 6
    # expect: a f 𝄞 é日 aé ef a日e fe𝄞日éa f𝄞  aé 6
print("abc"[1:1] == "", "abc"[2:1] == "", "abc"[:], "abcdef"[slice(1, 4)], "abcdef"[True])
# expect: True True abc bcd b
s = "日本語テキスト" * 50
print(s[349], s[100], s[-350], s[7:14], s[::70])  # expect: ト 語 日 日本語テキスト 日日日日日


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: "abc"[3])  # expect: IndexError: string index out of range
error(lambda: "abc"[-4])  # expect: IndexError: string index out of range
error(lambda: s[1.0])  # expect: TypeError: string indices must be integers, not 'float'
error(lambda: s["a"])  # expect: TypeError: string indices must be integers, not 'str'
error(lambda: s[::0])  # expect: ValueError: slice step cannot be zero
error(lambda: s[1:"a"])
# expect: TypeError: slice indices must be integers or None or have an __index__ method
error(lambda: s[10 ** 30])  # expect: IndexError: cannot fit 'int' into an index-sized integer


def store():
    t = "abc"
    t[0] = "x"


def delete():
    t = "abc"
    del t[0]


error(store)  # expect: TypeError: 'str' object does not support item assignment
error(delete)  # expect: TypeError: 'str' object doesn't support item deletion
