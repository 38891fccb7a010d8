# The switch interval: ints are instructions, floats seconds, as CPython keeps them.
# cpython: no (Baton counts instructions)
import sys

sys.setswitchinterval(1)
print(sys.getswitchinterval())  # expect: 1
sys.setswitchinterval(1000)
print(sys.getswitchinterval())  # expect: 1000
sys.setswitchinterval(0.005)
print(sys.getswitchinterval())  # expect: 0.005
sys.setcheckinterval(100)
print(sys.getcheckinterval())  # expect: 100
print(sys.getswitchinterval())  # expect: 100
for bad in (0, -1, "a", 0.0, -0.5):
    try:
        sys.setswitchinterval(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e, sep=": ")
# expect: ValueError: switch interval must be strictly positive
# expect: ValueError: switch interval must be strictly positive
# expect: TypeError: must be real number, not str
# expect: ValueError: switch interval must be strictly positive
# expect: ValueError: switch interval must be strictly positive
