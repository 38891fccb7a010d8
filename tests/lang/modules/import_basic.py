# import of a module beside the script.
import mod_simple  # expect: mod_simple runs, as mod_simple
import mod_simple as again
from mod_simple import double, value as v
import sys

print(mod_simple.value, again is mod_simple, double(4), v, mod_simple.__name__, mod_simple.__doc__)
# expect: 5 True 8 5 mod_simple A module that a test imports.
print(sys.modules["mod_simple"] is mod_simple, "mod_simple" in sys.modules, mod_simple.__file__.endswith("mod_simple.py"), type(mod_simple).__name__)
# expect: True True True module
mod_simple.value = 6
from mod_simple import value
print(value, v, [n for n in dir(mod_simple) if not n.startswith("__")], __name__)
# expect: 6 5 ['_private', 'double', 'value'] __main__


def local():
    import mod_simple as m
    from mod_simple import double as d
    return m.value, d(5)


print(local(), mod_simple.__dict__ is vars(mod_simple))  # expect: (6, 10) True
del sys.modules["mod_simple"]
import mod_simple  # expect: mod_simple runs, as mod_simple
print(mod_simple is again)  # expect: False
