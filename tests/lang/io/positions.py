# Positions in long text files; files dropped without close().

D = "/tmp/baton-test-io-pos-"


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def w(name, data, mode="w", **k):
    with open(D + name, mode, **k) as f:
        return f.write(data)


w("big", "".join("line %d é\n" % i for i in range(5000)))
f = open(D+"big")
n = 0
for l in f:
    n += len(l)
print(n)  # expect: 58890
f.seek(0)
pos = []
for i in range(5000):
    pos.append(f.tell())
    f.readline()
f.seek(pos[3000])
print(f.readline(), pos[4999], f.read(7))
# expect: line 3000 é
# expect:  63877 line 30
f.close()
print(len(open(D+"big").read()), len(open(D+"big","rb").read()))  # expect: 58890 63890
with open(D+"wl", "w") as g:
    g.writelines(["a", "b\n"])
    g.writelines(str(i) for i in range(3))
t(lambda: open(D+"wl").read())  # expect: 'ab\n012'
open(D + "dropped", "w").write("kept")
print(open(D + "dropped").read())  # expect: kept
