# contextlib: managers from generators, suppress, stacks, redirection.
from contextlib import *
@contextmanager
def cm(x):
    print('in', x)
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('out')
with cm(2) as v: print(v)
# expect: in 2
# expect: 4
# expect: out
with cm(3): raise ValueError('bad')
# expect: in 3
# expect: caught bad
# expect: out
try:
    with cm(4): raise KeyError('k')
except KeyError as e: print('key', e)
# expect: in 4
# expect: out
# expect: key 'k'
@cm(5)
def deco(): print('body'); return 7
print(deco(), deco.__name__)
# expect: in 5
# expect: body
# expect: out
# expect: 7 deco
with suppress(ZeroDivisionError, KeyError): 1/0
with suppress(ValueError), cm(1): {}['a'] if 0 else None
# expect: in 1
# expect: out
class Th:
    def close(self): print('closed')
with closing(Th()) as th: pass  # expect: closed
with nullcontext(5) as n: print(n)  # expect: 5
with ExitStack() as st:
    for i in range(3): st.enter_context(cm(i))
    st.callback(print, 'cb', sep='!')
    st.push(lambda *a: print('push', a[0]))
    # expect: in 0
    # expect: in 1
    # expect: in 2
    # expect: push None
    # expect: cb
    # expect: out
    # expect: out
    # expect: out
try:
    with ExitStack() as st:
        st.callback(lambda: 1/0)
        raise ValueError('orig')
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
# expect: ZeroDivisionError('division by zero') ValueError('orig')
with ExitStack() as st:
    st.push(lambda *a: True)
    raise ValueError
@contextmanager
def noyield():
    if 0: yield
try:
    with noyield(): pass
except RuntimeError as e: print(e)  # expect: generator didn't yield
@contextmanager
def two():
    yield 1
    yield 2
try:
    with two(): pass
except RuntimeError as e: print(e)  # expect: generator didn't stop
import io
f = io.StringIO()
with redirect_stdout(f): print('hidden')
print(f.getvalue())
# expect: hidden
# expect:
try:
    with cm(1): raise StopIteration('x')
except StopIteration as e: print('stop', e)
# expect: in 1
# expect: out
# expect: stop x
st = ExitStack(); st.callback(print, 'later'); st2 = st.pop_all(); st.close(); print('now'); st2.close()
# expect: now
# expect: later
try: ExitStack().enter_context(5)
except TypeError as e: print(e)
# expect: 'builtins.int' object does not support the context manager protocol
print(isinstance(cm(1), AbstractContextManager))  # expect: True
