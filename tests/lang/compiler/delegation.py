# Generators that delegate, and what is thrown into them.
log = []
def L(x, v=None):
    log.append(x); return x if v is None else v
# generators
def g1():
    try:
        r = yield 1
        L(r)
        yield from g2()
    except GeneratorExit: L('exit'); raise
    finally: L('gf')
def g2():
    try:
        x = yield 2
        L(x)
        return 5
    except ValueError as e: L(repr(e)); yield 'caught'
g = g1(); print(next(g), g.send('s'), g.throw(ValueError('t'))); g.close(); print(log); log.clear()
# expect: 1 2 caught
# expect: ['s', "ValueError('t')", 'exit', 'gf']
def g3():
    r = yield from (i for i in range(3))
    r = yield from g4()
    yield ('ret', r)
def g4():
    yield 'g4'
    return 42
print(list(g3()))  # expect: [0, 1, 2, 'g4', ('ret', 42)]
