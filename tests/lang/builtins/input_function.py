# input() reads lines from stdin.
# stdin: first line
# stdin:
# stdin:   spaces kept
print(repr(input()))  # expect: 'first line'
print(repr(input("prompt> ")))  # expect: prompt> '  spaces kept'
print(repr(input()))  # raises: EOFError: EOF when reading a line
try:
    input()
except EOFError as e:
    print(e)
