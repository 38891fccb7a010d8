# Without limit a CPU-bound thread runs to its end.
# switch: inf
# cpython: no (it has a time limit)
import threading

log = []


def f(name):
    for i in range(3000):
        pass
    log.append(name)


ts = [threading.Thread(target=f, args=(n,)) for n in "abc"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(log)  # expect: ['a', 'b', 'c']
