# The part that CPython has.
import sys

sys.setswitchinterval(0.25)
print(sys.getswitchinterval())  # expect: 0.25
for bad in (0.0, -0.5, "a", None):
    try:
        sys.setswitchinterval(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e, sep=": ")
        # expect: ValueError: switch interval must be strictly positive
        # expect: ValueError: switch interval must be strictly positive
        # expect: TypeError: must be real number, not str
        # expect: TypeError: must be real number, not NoneType
