# Python code called back from a native call (a sort key) can be switched in the middle.
# switch: 5
# cpython: no (the order of the log)
import threading

log = []


def key(n):
    log.append("sort")
    return -n


def sorts():
    print(sorted(range(30), key=key)[:3])


def counts():
    for i in range(20):
        log.append("count")


a, b = threading.Thread(target=sorts), threading.Thread(target=counts)
a.start()
b.start()
a.join()
b.join()
# expect: [29, 28, 27]
first, last = log.index("count"), len(log) - log[::-1].index("sort")
print(len(log), first < last)  # expect: 50 True
