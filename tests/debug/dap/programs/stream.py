import sys

exec("def made(x):\n    return x + 1\n")
print("out", made(1))
print("err", file=sys.stderr)
line = sys.stdin.readline()
print("read", repr(line))
sys.exit(5)
