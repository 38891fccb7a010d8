# A thread that releases and takes a lock again does not hand it over each time: no convoy.
# switch: inf
# cpython: no (the kernel decides there)
import threading

lock = threading.Lock()
log = []


def f(name):
    for i in range(3):
        with lock:
            log.append(name)


ts = [threading.Thread(target=f, args=(n,)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("".join(log))  # expect: aaabbb
