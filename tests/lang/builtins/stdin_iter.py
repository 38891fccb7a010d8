# sys.stdin as a file.
# stdin: one
# stdin: two
# stdin: three
# stdin: four
import sys

print(repr(sys.stdin.readline()))  # expect: 'one\n'
for line in sys.stdin:
    print(line.strip().upper())
    # expect: TWO
    # expect: THREE
    if line.startswith("three"):
        break
print(repr(sys.stdin.read()), repr(sys.stdin.read()), repr(sys.stdin.readline()))
# expect: 'four\n' '' ''
