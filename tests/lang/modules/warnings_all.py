# warnings: categories, filters, recording, errors, deprecated.
import warnings
def f(): warnings.warn('hey')
def g(): warnings.warn('two', DeprecationWarning, stacklevel=2)
x = True
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    f(); f()
    print(len(w), w[0].message, w[0].category, w[0].lineno)  # expect: 2 hey <class 'UserWarning'> 3
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: f()
    except UserWarning as e: print('err', e)  # expect: err hey
warnings.filterwarnings('ignore', 'hey')
class MyW(UserWarning): pass
try: warnings.warn('c', int)
except TypeError as e: print(e)  # expect: category must be a Warning subclass, not 'type'
try: warnings.simplefilter('bad')
except ValueError as e: print(e)  # expect: invalid action: 'bad'
@warnings.deprecated('old')
def h(): return 5
def show(message, category, filename, lineno, file=None, line=None): print('SHOW', message, category.__name__, lineno)
warnings.showwarning = show
warnings.warn('last')  # expect: SHOW last UserWarning 24
print(warnings.formatwarning('m', UserWarning, 'a.py', 3, 'line'))
# expect: a.py:3: UserWarning: m
# expect:   line
# expect:
