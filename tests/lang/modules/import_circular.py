# Two modules that import each other.
import mod_circular_a
# expect: a begins
# expect: b begins
# expect: b sees a: False
# expect: a sees b
