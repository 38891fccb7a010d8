# input() reads lines from stdin.
# stdin: first line
# stdin:
# stdin:   spaces kept
print(repr(input()))  # expect: 'first line'
print(repr(input("prompt> ")))  # expect: prompt> ''
print(repr(input()))  # expect: '  spaces kept'
try:
    input()
except EOFError as e:
    print(e)  # expect: EOF when reading a line
