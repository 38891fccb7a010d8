# Two threads write their name eight times each.  Try -N 1, 7, 20, 50, inf.
import threading


def f(name):
    for i in range(8):
        log.append(name)


log = []
threads = [threading.Thread(target=f, args=(name,)) for name in "AB"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("".join(log))
