# Replacing sys.stdout redirects print.
import sys


class Upper:
    def write(self, s):
        real.write(s.upper())

    def flush(self):
        pass


real = sys.stdout
sys.stdout = Upper()
print("shouted", 1)  # expect: SHOUTED 1
sys.stdout = real
print("quiet again")  # expect: quiet again

