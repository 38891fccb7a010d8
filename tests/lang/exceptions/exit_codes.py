# sys.exit with a text prints it to stderr and gives status 1.
# exit: 1
# expect-err: ^a message$
import sys

print("before")  # expect: before
try:
    sys.exit("a message")
finally:
    print("finally runs")
    # expect: finally runs
    # raises: a message
