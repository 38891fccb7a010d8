# The highest priority runs; among equals first in, first out; a thread that becomes ready with a
# higher one runs after the instruction that woke it.
# cpython: no (a policy of Baton's)
# switch: 25 policy=priority
import threading
import baton


def work(name):
    for i in range(100):
        pass
    ended.append(name)


ended = []
threads = {name: threading.Thread(target=work, args=(name,)) for name in "ABCD"}
main = threading.current_thread()
baton.set_priority(main, 10)
for t in threads.values():
    t.start()  # inherits 10: they take turns with the main thread
for name, n in zip("ABCD", [1, 3, 2, 3]):
    baton.set_priority(threads[name], n)
for t in threads.values():
    t.join()
print("".join(ended))  # expect: BDCA

# a woken thread of higher priority
log = []
event = threading.Event()


def high():
    event.wait()
    log.append("high")


baton.set_priority(main, 5)
t = threading.Thread(target=high)
t.start()
baton.set_priority(t, 9)  # it runs at once, to its wait
log.append("before")
event.set()
log.append("after")
print(log)  # expect: ['before', 'high', 'after']
t.join()

# with a lower one it waits until the main thread waits
log.clear()
event.clear()
t = threading.Thread(target=high)
t.start()
baton.set_priority(t, 1)
event.set()
for i in range(1000):
    pass
log.append("after")
t.join()
print(log)  # expect: ['after', 'high']
