# The module traceback: stacks and exceptions as lists of lines.
import io
import traceback


def divide(a, b):
    return a / b


try:
    divide(1, 0)
except ZeroDivisionError as e:
    error = e
lines = traceback.format_exception(error)
print(lines[0].strip(), "|", lines[-1].strip())
# expect: Traceback (most recent call last): | ZeroDivisionError: division by zero
print([line.split(", ")[1:] for line in "".join(lines).splitlines() if "File" in line])
# expect: [['line 11', 'in <module>'], ['line 7', 'in divide']]
print("~~^~~" in "".join(lines))  # expect: True
print(traceback.format_exception_only(error))  # expect: ['ZeroDivisionError: division by zero\n']
for entry in traceback.extract_tb(error.__traceback__):
    print(entry.lineno, entry.name, entry.line)
    # expect: 11 <module> divide(1, 0)
    # expect: 7 divide return a / b
out = io.StringIO()
traceback.print_exception(error, file=out, limit=0)
print(out.getvalue().splitlines())  # expect: ['ZeroDivisionError: division by zero']
summary = traceback.TracebackException.from_exception(error)
print(str(summary), len(summary.stack), summary.stack[-1].name)  # expect: division by zero 2 divide


def recurse(n):
    return recurse(n - 1) if n else 1 / 0


try:
    recurse(6)
except ZeroDivisionError as e:
    print([line for line in traceback.format_exception(e) if "repeated" in line])
    # expect: ['  [Previous line repeated 4 more times]\n']
try:
    try:
        {}["a"]
    except KeyError as e:
        raise ValueError("b") from e
except ValueError as e:
    print([line.strip() for line in traceback.format_exception(e) if not line.startswith(" ")])
    # expect: ['Traceback (most recent call last):', "KeyError: 'a'", 'The above exception was the direct cause of the following exception:', 'Traceback (most recent call last):', 'ValueError: b']
    print([line.strip() for line in traceback.format_exception(e, chain=False)][-1])
    # expect: ValueError: b
print(repr(traceback.format_exc()))  # expect: 'NoneType: None\n'
