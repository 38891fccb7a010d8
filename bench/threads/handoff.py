# Two threads that only compute, made to switch often: baton -N 100 beside baton -N inf shows what a
# hand-off costs. (CPython has no such switch; there it is a plain loop.)
# small: 1000
import sys
import threading

n = int(sys.argv[1]) if len(sys.argv) > 1 else 5000000
counts = []


def work():
    i = 0
    while i < n:
        i += 1
    counts.append(i)


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
if counts != [n] * 2:
    sys.exit("handoff: %r" % counts)
