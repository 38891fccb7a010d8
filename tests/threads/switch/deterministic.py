# The same schedule every time: the checksum over who did what when, and the hash of every switch,
# wait, start and end with its instruction count, are the same in every run.
# switch: 13
# repeat: 200
# cpython: no (not deterministic)
import _thread
import threading

log = []


def f(name, n):
    x = 0
    for i in range(n):
        x = (x * 31 + i) % 1000003
        log.append(name)
    log.append(x)


ts = [threading.Thread(target=f, args=(k, 100 + 10 * k)) for k in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
h = 7
for v in log:
    h = (h * 1000003 + v) % (2**61 - 1)
print(len(log))  # expect: 464
print(h)
# expect-any
print(_thread._schedule_hash())
# expect-any
