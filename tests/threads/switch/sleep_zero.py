# sleep(0) yields.
# switch: inf
# cpython: no (the kernel decides there)
import threading
import time

log = []


def f(name):
    for i in range(3):
        log.append(name)
        time.sleep(0)


ts = [threading.Thread(target=f, args=(n,)) for n in "abc"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("".join(log))  # expect: abcabcabc
