# SystemExit is no traceback.
import sys

print("out")
sys.exit("goes to stderr")
