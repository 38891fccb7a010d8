# Two threads add 1 to the same variable, 100,000 times each, without a lock.  `c += 1` reads, adds
# and writes; when the GIL changes hands between the read and the write, an addition is lost.
# Run it with --switch 1, --switch 101, and --switch inf.  CPython 3.13 always says 200000.
import threading

c = 0


def add():
    global c
    for i in range(100_000):
        c += 1


threads = [threading.Thread(target=add) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("c =", c)
print("lost:", 200_000 - c)
