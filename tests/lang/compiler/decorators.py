# Decorators are evaluated top down and applied bottom up.
log = []
def L(x, v=None):
    log.append(x); return x if v is None else v
def deco(n):
    L(('d', n))
    def w(f): L(('w', n)); return f
    return w
@deco(1)
@deco(2)
class D: pass
@deco(3)
def df(): pass
print(log, D, df.__name__); log.clear()
# expect: [('d', 1), ('d', 2), ('w', 2), ('w', 1), ('d', 3), ('w', 3)] <class '__main__.D'> df
