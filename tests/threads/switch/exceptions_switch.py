# Exceptions belong to their thread.
# switch: 1
import sys
import threading

out = []


def f(n):
    for i in range(5):
        try:
            try:
                raise ValueError(n)
            finally:
                x = [j for j in range(3)]
        except ValueError as e:
            if e.args != (n,) or sys.exc_info()[1] is not e:
                out.append("mixed up")
        if sys.exc_info() != (None, None, None):
            out.append("left over")


ts = [threading.Thread(target=f, args=(n,)) for n in range(5)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(out)  # expect: []
