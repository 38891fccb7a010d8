# What goes wrong in an import.
def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


def missing(): import no_such_module
def missing_in(): import mod_simple.nothing
def missing_name(): from mod_simple import nothing
def missing_pkg(): import no_pkg.sub.thing
def broken(): import mod_broken
def relative(): from . import x
def relative_name(): from .mod_simple import value


error(missing)  # expect: ModuleNotFoundError: No module named 'no_such_module'
error(missing_in)
# expect: mod_simple runs, as mod_simple
# expect: ModuleNotFoundError: No module named 'mod_simple.nothing'; 'mod_simple' is not a package
try:
    from mod_simple import nothing
except ImportError as e:
    print(str(e).split(" (")[0], e.name)
    # expect: cannot import name 'nothing' from 'mod_simple' mod_simple
error(missing_pkg)  # expect: ModuleNotFoundError: No module named 'no_pkg'
error(broken)  # expect: ValueError: while importing
error(broken)  # expect: ValueError: while importing
import sys

print("mod_broken" in sys.modules)  # expect: False
error(relative)  # expect: ImportError: attempted relative import with no known parent package
error(relative_name)  # expect: ImportError: attempted relative import with no known parent package
try:
    import mod_syntax
except SyntaxError as e:
    print(type(e).__name__, e.lineno, e.msg)  # expect: SyntaxError 1 invalid syntax
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e.name)  # expect: no_such_module
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)  # expect: import of blocked halted; None in sys.modules
