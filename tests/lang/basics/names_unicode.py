# Identifiers are Unicode, normalised.
é = 1
名前 = "name"
ﬁ = 5
print(é, 名前, fi, "fi" in globals())  # expect: 1 name 5 True
class Ünï: 属性 = 3
print(Ünï.属性, Ünï.__name__, getattr(Ünï, "属性"))  # expect: 3 Ünï 3
def f(ß=2): return ß
print(f(), f(ß=7))  # expect: 2 7
