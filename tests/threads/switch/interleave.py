# Two threads of equal work alternate: neither is starved, at any N.
# switch: 7
# cpython: no (time slices there)
import threading

log = []


def f(name):
    for i in range(200):
        log.append(name)


ts = [threading.Thread(target=f, args=(n,)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
changes = sum(log[i] != log[i + 1] for i in range(len(log) - 1))
print(len(log), changes > 100, abs(log[:200].count("a") - 100) < 20)  # expect: 400 True True
