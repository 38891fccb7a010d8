# What is evaluated when, and how often.
log = []
def L(x, v=None):
    log.append(x); return x if v is None else v
# evaluation order
def order(*a, **k): return a, k
print(order(L(1), *[L(2), L(3)], L(4), k=L(5), **{'z': L(6)}), log); log.clear()
# expect: ((1, 2, 3, 4), {'k': 5, 'z': 6}) [1, 2, 3, 4, 5, 6]
d = {L('a'): L(1), **{L('b'): L(2)}, L('c'): L(3)}; print(d, log); log.clear()
# expect: {'a': 1, 'b': 2, 'c': 3} ['a', 1, 'b', 2, 'c', 3]
x = [L(1), L(2)]; x[L(0)], x[L(1)] = L(7), L(8); print(x, log); log.clear()
# expect: [7, 8] [1, 2, 7, 8, 0, 1]
print(L(1) < L(3) < L(2) < L(9), log); log.clear()  # expect: False [1, 3, 2]
print(L(0, 0) or L(2) and L(3), log); log.clear()  # expect: 3 [0, 2, 3]
class O:
    def __getattr__(s, n): log.append(n); return 5
    def __setattr__(s, n, v): log.append((n, v))
    def __getitem__(s, i): log.append(('get', i)); return 1
    def __setitem__(s, i, v): log.append(('set', i, v))
    def __delitem__(s, i): log.append(('del', i))
    def __delattr__(s, i): log.append(('delattr', i))
o = O()
o.a += 1; o[1:2] += 3; o[L(1), L(2)] = L(3); del o.b, o[2]; (o.x, o[0]), *o.z = (1, 2), 3, 4
print(log); log.clear()
# expect: ['a', ('a', 6), ('get', slice(1, 2, None)), ('set', slice(1, 2, None), 4), 3, 1, 2, ('set', (1, 2), 3), ('delattr', 'b'), ('del', 2), ('x', 1), ('set', 0, 2), ('z', [3, 4])]
