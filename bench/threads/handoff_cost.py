# What one hand-over of the lock costs, everything included: two threads with an empty loop each, in
# turns of one instruction, less the same without turns. Of many short rounds the quickest counts,
# as that one was not disturbed.
#
#   baton bench/threads/handoff_cost.py
#   baton --substrate coroutine bench/threads/handoff_cost.py
#
# (CPython has no such turns; there it is a plain loop.)
# small: 2
import sys
import threading
import time

try:
    import baton
except ImportError:
    baton = None

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
N = 5000
total = 0


def work():
    global total
    for i in range(N):
        pass
    total += N


def best():
    quickest = None
    for _ in range(rounds):
        threads = [threading.Thread(target=work) for _ in range(2)]
        begin = time.perf_counter()
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        seconds = time.perf_counter() - begin
        if quickest is None or seconds < quickest:
            quickest = seconds
    return quickest


if baton is None:
    best()
else:
    baton.set_switch_interval("inf")
    plain, before = best(), baton.switches()
    baton.set_switch_interval(1)
    fine = best()
    switches = (baton.switches() - before) / rounds
    baton.set_switch_interval("inf")
    print("figure handoff_%s %.1f ns" % (baton.get_substrate(), (fine - plain) / switches * 1e9))
if total != N * 2 * rounds * (1 if baton is None else 2):
    sys.exit("handoff_cost: %d" % total)
