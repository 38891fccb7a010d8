# Priority inversion.  The low thread holds the lock that the high one wants; the middle one, which
# wants no lock, keeps the low one from running, and so the high one waits for the middle one.
# Run it with --policy priority, and then with the argument "inherit": the high thread lends the
# holder its priority until it has the lock.
import sys
import threading

try:
    import baton
except ImportError:  # CPython knows no priorities: what is printed there is chance
    baton = None

inherit = "inherit" in sys.argv
lock = threading.Lock()
log = []
low_has_it = threading.Event()


def priority(thread, n):
    if baton:
        baton.set_priority(thread, n)


def work(n):
    for _ in range(n):
        pass


def low():
    with lock:
        low_has_it.set()
        work(1000)
        log.append("low is about to release the lock")
    if baton:
        priority(threads["low"], 1)


def middle():
    log.append("middle begins to compute")
    work(3000)
    log.append("middle has computed")


def high():
    log.append("high wants the lock")
    if inherit:
        priority(threads["low"], 3)
    with lock:
        log.append("high has the lock")


threads = {f.__name__: threading.Thread(target=f) for f in (low, middle, high)}
priority(threading.current_thread(), 9)
threads["low"].start()
priority(threads["low"], 1)
low_has_it.wait()
threads["high"].start()
priority(threads["high"], 3)
threads["middle"].start()
priority(threads["middle"], 2)
for t in threads.values():
    t.join()
print("\n".join(log))
