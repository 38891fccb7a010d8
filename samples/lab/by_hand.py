# A lost update on purpose.  Each thread reads the balance; before it writes, it gives the lock to
# the other one, whatever N is.  Needs the module baton.
import threading

import baton

balance = 100


def withdraw(amount, other):
    global balance
    read = balance
    with baton.no_switch():
        if baton.state(threads[other]) == "ready":
            baton.mark("read, now the other one")
            baton.yield_to(threads[other])
    balance = read - amount


threads = [
    threading.Thread(target=withdraw, args=(10, 1)),
    threading.Thread(target=withdraw, args=(20, 0)),
]
with baton.no_switch():
    for t in threads:
        t.start()
for t in threads:
    t.join()
print("balance:", balance, "instead of 70")
print("executed:", [baton.instructions(t) for t in threads], "instructions in",
      [baton.turns(t) for t in threads], "turns")
