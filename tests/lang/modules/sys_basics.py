# The sys module.
# args: one "two words" --three
import sys

print(len(sys.argv), sys.argv[1:], sys.argv[0].endswith("sys_basics.py"), sys.version_info >= (3, 13), sys.version_info[:2], sys.version_info.major)
# expect: 4 ['one', 'two words', '--three'] True True (3, 13) 3
print(sys.maxsize, sys.byteorder, sys.platform, sys.getrecursionlimit(), sys.float_info.max, sys.maxunicode, sys.path[0].endswith("modules"))
# expect: 9223372036854775807 little linux 1000 1.7976931348623157e+308 1114111 True
print(sys.stdout.isatty(), type(sys.modules).__name__, "sys" in sys.modules, sys.modules["__main__"].__name__, sys.getdefaultencoding(), sys.intern("a") == "a")
# expect: False dict True __main__ utf-8 True
print(sys.int_info.bits_per_digit > 0, sys.hexversion >= 0x030d0000, sys.implementation.name is not None, sys.flags.optimize, sys.stderr.fileno(), sys.stdin.fileno())
# expect: True True True 0 2 0
print(sys.getsizeof([]) > 0, sys.float_info.epsilon, sys.getswitchinterval() > 0)
# expect: True 2.220446049250313e-16 True
