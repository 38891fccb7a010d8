# Threads that turn all knobs of the module baton at random, by a seed: ways.t compares the ways to
# run it.
import random
import sys
import threading
import time

import baton

POLICIES = ["fifo", "lifo", "random", "priority", "pct:3:500", "pct:2"]
LENGTHS = [1, 2, 7, 50, 1000, "3..20", "inf", 100003]
lock = threading.Lock()
semaphore = threading.Semaphore(2)
log = []


def guarded(f, *args):
    try:
        f(*args)
    except (RuntimeError, ValueError) as e:
        log.append(str(e))


def watched(r, depth):
    with baton.watch() as w:
        act(r, depth)
    log.append(w.stats())


def region(r, depth):
    with baton.no_switch():
        for _ in range(r.randrange(5)):
            act(r, depth + 1)


def locked():
    with lock, semaphore:
        log.append(baton.instructions())


def act(r, depth=0):
    k = r.randrange(13)
    if k == 0 and depth < 3:
        region(r, depth)
    elif k == 1:
        baton.set_switch_interval(r.choice(LENGTHS))
    elif k == 2:
        baton.set_policy(r.choice(POLICIES))
    elif k == 3:
        baton.set_seed(r.randrange(100))
    elif k == 4:
        baton.set_priority(threading.current_thread(), r.randrange(5))
    elif k == 5:
        guarded(baton.set_priority, r.choice(threads), r.randrange(5))
    elif k == 6:
        locked()
    elif k == 7:
        sorted(range(9), key=lambda x: -x)
    elif k == 8:
        time.sleep(0)
    elif k == 9:
        log.append((baton.turn(), baton.switches(), [baton.state(t) for t in threads]))
    elif k == 10:
        guarded(baton.yield_to, r.choice(threads))
    elif k == 11 and depth < 3:
        watched(r, depth)
    else:
        log.append((len(baton.ready()), baton.waits_for()))


def work(seed):
    r = random.Random(seed)
    for _ in range(r.randrange(5, 60)):
        act(r)


first = random.Random(int(sys.argv[1]))
threads = [
    threading.Thread(target=work, args=(first.randrange(10**6),))
    for _ in range(first.randrange(2, 6))
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(*log, sep="\n")
print(baton.schedule_hash(), baton.instructions(all=True), baton.turns())
