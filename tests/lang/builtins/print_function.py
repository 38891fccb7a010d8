# print: sep, end, file, flush.
import sys

print()  # expect:
print(1, "a", None, sep="-")  # expect: 1-a-None
print(1, 2, sep="", end="!\n")  # expect: 12!
print(*"abc", sep=", ")  # expect: a, b, c
print("a", end="")  # expect: ab
print("b", end="\n\n")  # expect:
print("x", "y", sep=None, end=None)  # expect: x y
print("flushed", flush=True)  # expect: flushed
print("to stdout", file=sys.stdout)  # expect: to stdout
print("none", file=None)  # expect: none


class File:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


f = File()
print(1, [2], file=f, sep="+")
print(f.parts)  # expect: ['1', '+', '[2]', '\n']
sys.stdout.write("written\n")  # expect: written
print(sys.stdout.write("ab\n"))
# expect: ab
# expect: 3
for g in (lambda: print(sep=5), lambda: print(end=5), lambda: print(1, file=5), lambda: print(colour=1)):
    try:
        g()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")
        # expect: TypeError: sep must be None or a string, not int
        # expect: TypeError: end must be None or a string, not int
        # expect: AttributeError: 'int' object has no attribute 'write'
        # expect: TypeError: print() got an unexpected keyword argument 'colour'
