# return, break and continue through try, finally and with.
log = []
def L(x, v=None):
    log.append(x); return x if v is None else v
# try/finally
def f1():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            L(i)
        finally:
            L('f%d' % i)
    else: L('else')
    return log[:]
print(f1()); log.clear()  # expect: [0, 'f0', 'f1', 2, 'f2', 'f3']
def f2():
    try: return L('r')
    finally:
        L('fin')
def f3():
    try: 1/0
    except ZeroDivisionError as e: return str(e)
    finally: return 'over'
def f4():
    while True:
        try: return 1
        finally: break
    return 2
def f5():
    x = 1
    try: return x
    finally: x = 2
def f6():
    try:
        try: raise ValueError(1)
        finally: raise KeyError(2)
    except KeyError as e:
        return type(e.__context__), e
print(f2(), f3(), f4(), f5(), f6(), log); log.clear()
# expect: r over 2 1 (<class 'ValueError'>, KeyError(2)) ['r', 'fin']
def f7():
    for i in (1, 2, 3):
        try:
            try: raise ValueError(i)
            except ValueError as e:
                if i == 2: continue
                if i == 3: return log[:], i
                L(e.args)
            finally: L(('in', i))
        finally: L(('out', i))
print(f7(), log); log.clear()
# expect: ([(1,), ('in', 1), ('out', 1), ('in', 2), ('out', 2)], 3) [(1,), ('in', 1), ('out', 1), ('in', 2), ('out', 2), ('in', 3), ('out', 3)]
import sys
def f8():
    try: raise ValueError
    except ValueError:
        try: raise KeyError
        except KeyError: L(sys.exc_info()[0].__name__)
        L(sys.exc_info()[0].__name__)
        for _ in [1]:
            try: raise OSError
            except OSError: break
        L(sys.exc_info()[0].__name__)
    L(sys.exc_info()[0])
f8(); print(log); log.clear()  # expect: ['KeyError', 'ValueError', 'ValueError', None]
def f9():
    try:
        e = 1
        try: raise ValueError
        except ValueError as e: pass
        return e
    except UnboundLocalError as x: return str(x)
print(f9())  # expect: cannot access local variable 'e' where it is not associated with a value
# with
class CM:
    def __init__(s, n, sw=False): s.n, s.sw = n, sw
    def __enter__(s): L(('enter', s.n)); return s.n
    def __exit__(s, t, v, tb): L(('exit', s.n, t and t.__name__)); return s.sw
def w1():
    with CM(1) as a, CM(2, True) as b, CM(3):
        L((a, b)); raise ValueError
    for i in range(3):
        with CM(i):
            if i == 1: continue
            if i == 2: return 'ret'
print(w1(), log); log.clear()
# expect: ret [('enter', 1), ('enter', 2), ('enter', 3), (1, 2), ('exit', 3, 'ValueError'), ('exit', 2, 'ValueError'), ('exit', 1, None), ('enter', 0), ('exit', 0, None), ('enter', 1), ('exit', 1, None), ('enter', 2), ('exit', 2, None)]
def w2():
    with CM('a', True) as (x, y): pass
try: w2(); print(log)  # expect: [('enter', 'a'), ('exit', 'a', 'ValueError')]
except Exception as e: print(e, log)
log.clear()
