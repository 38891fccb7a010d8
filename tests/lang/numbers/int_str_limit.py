# Very long decimal conversions are refused, as in CPython: 4300 digits by default.
import sys

print(sys.get_int_max_str_digits())  # expect: 4300
print(len(str(10 ** 4299)), len(hex(10 ** 5000)))  # expect: 4300 4155
try:
    str(10 ** 4300)
except ValueError as e:
    print(e)
    # expect: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
try:
    int("1" * 4301)
except ValueError as e:
    print(e)
    # expect: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
sys.set_int_max_str_digits(0)
print(len(str(10 ** 6000)), int("1" * 6000) % 9)  # expect: 6001 6
