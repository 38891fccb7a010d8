# sys.exit(n).
# exit: 7
import sys

try:
    sys.exit(7)
except Exception:
    print("not an Exception")
