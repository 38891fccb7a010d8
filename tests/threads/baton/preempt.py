# A thread of higher priority that becomes ready in a no_switch region runs at the region's end; the
# one that was cut short then goes on before its equals.
# options: --policy priority
# cpython: no (the module baton)
# repeat: 3
import baton
import threading

log = []
go = threading.Event()


def high():
    go.wait()
    log.append("high")


def equal():
    log.append("equal")


h = threading.Thread(target=high)
h.start()
baton.set_priority(h, 5)
while baton.state(h) != "waiting":
    baton.yield_to(h)
e = threading.Thread(target=equal)
e.start()
with baton.no_switch():
    go.set()
    log.append("inside")
    log.append(baton.state(h))
log.append("behind")
h.join()
e.join()
print(log)  # expect: ['inside', 'ready', 'high', 'behind', 'equal']
