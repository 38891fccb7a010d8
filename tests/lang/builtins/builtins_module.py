# The builtins module: names found last, and replaceable.
import builtins

print(builtins.len("abc"), builtins.print is print, "len" in dir(builtins))  # expect: 3 True True
builtins.special = 5
print(special)  # expect: 5
del builtins.special
try:
    special
except NameError as e:
    print(e)  # expect: name 'special' is not defined
original = builtins.len
builtins.len = lambda x: "patched"
print(len([1]))  # expect: patched
builtins.len = original
print(len([1]), builtins.__name__, __debug__)  # expect: 1 builtins True
