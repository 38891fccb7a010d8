# from module import *.
from mod_simple import *  # expect: mod_simple runs, as mod_simple
from mod_all import *

print(value, double(1), shown, _also)  # expect: 5 2 1 2
for name in ("_private", "hidden"):
    print(name in globals())
    # expect: False
    # expect: False
