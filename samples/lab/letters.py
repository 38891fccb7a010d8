# Two threads write their name eight times each, or as often as the argument says.
# Try -N 1, 7, 20, 50, inf.
import sys
import threading

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 8


def f(name):
    for i in range(rounds):
        log.append(name)


log = []
threads = [threading.Thread(target=f, args=(name,)) for name in "AB"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("".join(log))
