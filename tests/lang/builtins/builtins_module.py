# The builtins module: names found last, and replaceable.
import builtins

print(builtins.len("abc"), builtins.print is print, "len" in dir(builtins), __builtins__ is builtins)
builtins.special = 5
print(special)
del builtins.special
try:
    special
except NameError as e:
    print(e)
original = builtins.len
builtins.len = lambda x: "patched"
print(len([1]))
builtins.len = original
print(len([1]), builtins.__name__, builtins.True if False else True, __debug__)
