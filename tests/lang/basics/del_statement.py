# del of names, items, attributes, slices, several at once.
a, b, c = 1, 2, 3
del a, (b)
try:
    a
except NameError as e:
    print(e)  # expect: name 'a' is not defined
d = {"x": 1, "y": 2}
del d["x"]
v = [1, 2, 3, 4]
del v[0], v[-1]
print(d, v)  # expect: {'y': 2} [2, 3]


class C:
    pass


o = C()
o.x = 1
del o.x
print(hasattr(o, "x"))  # expect: False
for f in ("del o.x", "del zzz"):
    try:
        if f == "del o.x":
            del o.x
        else:
            del zzz
    except (AttributeError, NameError) as e:
        print(type(e).__name__, e)
        # expect: AttributeError 'C' object has no attribute 'x'
        # expect: NameError name 'zzz' is not defined
del (c, [d])
print("c" in globals())  # expect: False
