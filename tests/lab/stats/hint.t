# --gil-stats: the hint about what several threads write with no common lock.
. "$TOP/tests/cli/lib.sh"

# hints FILE N: the names of what the hint is about.
hints() {
    run -N "$2" --gil-stats=json "$1"
    sed -n 's/^ *{"kind": "\([a-z]*\)", "name": "\([^"]*\)", .*/\1 \2/p' err
}

# shared FILE: with whatever N
silent() {
    for n in 1 7 97 inf; do
        found=$(hints "$1" $n)
        [ "$status" = 0 ] && [ -z "$found" ] && grep -q '"hints": \[\]' err || {
            echo "# N $n: $found"
            return 1
        }
    done
}

cat >common.py <<'END'
import threading


def many(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
END

cat >unlocked.py <<'END'
import collections
import threading
from common import many


class Total:
    n = 0


class Box:
    def __init__(self):
        self.n = 0


class Slot:
    __slots__ = ("n",)

    def __init__(self):
        self.n = 0


count = two = 0
box, slot = Box(), Slot()
table, items, counter = {"a": 0}, [0, 0], collections.Counter()
log, seen, ring = [], set(), collections.deque()
first, second = threading.Lock(), threading.Lock()


def enclosing():
    inner = 0

    def add():
        nonlocal inner
        for i in range(20):
            inner += 1

    many(add, add)


def add():
    global count
    for i in range(20):
        count += 1
        Total.n += 1
        box.n += 1
        slot.n += 1
        table["a"] += 1
        items[-1] += 1
        counter["x"] += 1


def change():
    for i in range(20):
        log.append(i)
        seen.add(i)
        put = ring.append
        put(i)


def with_first():
    global two
    for i in range(20):
        with first:
            two += 1


def with_second():
    global two
    for i in range(20):
        with second:
            two += 1


enclosing()
many(add, add)
many(change, change)
many(with_first, with_second)
END
cat >want <<'END'
attribute Box.n
attribute Slot.n
attribute Total.n
contents log
contents ring
contents seen
global count
global two
item counter['x']
item items[1]
item table['a']
variable inner
END
for n in 1 7 inf; do
    hints unlocked.py $n | sort >found
    holds "everything that is written without a common lock, N $n" diff want found
done

cat >lost.py <<'END'
from common import many

count = 0


def add(n=100):
    global count
    for i in range(n):
        count += 1


many(add, add)
END
run -N 7 --gil-stats lost.py
sed -n '/^Hint/,$p' err >found
cat >want <<'END'
Hint: written by several threads with no common lock, and nothing else orders it:
  count (global of lost.py), written 200 times
      by Thread-1 (add) and Thread-2 (add) at lost.py:9;
      read by Thread-1 (add) and Thread-2 (add) at lost.py:9.
END
holds "what it says" diff want found
cat >rounds.py <<'END'
from common import many
from lost import add

count = 0


def again():
    global count
    count += 1


for i in range(40):
    many(*[again] * 50)
END
run -N 3 --gil-stats rounds.py
holds "2,000 threads, not all at once" eval 'grep -q "count (global of rounds.py), written 2,000 times" err && ! grep -q "not everything" err'
run -N 7 --gil-stats=no-hint lost.py
holds "it can be left out" eval '! grep -q ^Hint err'

cat >ordered.py <<'END'
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from common import many


class Box:
    def __init__(self):
        self.n = 0
        self.items = []


def add():
    global count
    count += 1


# before the start, after the end
count = 1
many(add)
count += 1
t = threading.Thread(target=add)
t.start()
while t.is_alive():
    time.sleep(0)
count += 1
# handed over
for kind in queue.Queue, queue.SimpleQueue, queue.LifoQueue:
    there, back = kind(), kind()

    def make():
        for i in range(10):
            box = Box()
            box.n = i
            there.put(box)

    def change():
        for i in range(10):
            box = there.get()
            box.n += 1
            box.items.append(i)
            back.put(box)

    def end():
        for i in range(10):
            box = back.get()
            box.n += 1
            box.items.append(i)

    many(make, change, end)
# an event, waited for and asked
event = threading.Event()
count = 0


def before():
    for i in range(30):
        add()
    event.set()


def after():
    event.wait()
    add()


def ask():
    while not event.is_set():
        time.sleep(0)
    add()


many(before, after)
event.clear()
many(after, before)
event.clear()
many(before, ask)
# a condition
condition = threading.Condition()
turn, cells = 0, [0]


def play(me):
    global turn
    for i in range(10):
        with condition:
            while turn != me:
                condition.wait()
            cells[0] += 1
            turn = 1 - me
            condition.notify_all()


many(lambda: play(0), lambda: play(1))
# semaphores that pass a turn on
ping, pong = threading.Semaphore(1), threading.Semaphore(0)


def pass_on(mine, other):
    for i in range(10):
        mine.acquire()
        add()
        other.release()


many(lambda: pass_on(ping, pong), lambda: pass_on(pong, ping))
END
holds "no hint where start and join, queues, events, conditions and semaphores order it" silent ordered.py

cat >apart.py <<'END'
import threading
from concurrent.futures import ThreadPoolExecutor
from common import many

# phases
barrier = threading.Barrier(3)
grid, step = [0] * 3, 0


def phase(i):
    global step
    for k in range(4):
        grid[i] += 1
        if barrier.wait() == 0:
            step += 1
        barrier.wait()
        grid[(i + 1) % 3] += 1
        barrier.wait()


many(lambda: phase(0), lambda: phase(1), lambda: phase(2))


class Box:
    def __init__(self):
        self.n = 0


def job(box):
    box.n += 1
    return box


boxes = [Box() for i in range(5)]
with ThreadPoolExecutor(2) as pool:
    for box in pool.map(job, boxes):
        box.n += 1
# each its own
parts, names = [0] * 3, {}
local = threading.local()
lock = threading.RLock()
depth = 0


def own(i):
    global depth
    local.n = 0
    for k in range(20):
        parts[i] += 1
        names[f"name {i}"] = k
        local.n += 1
        with lock:
            with lock:
                depth += 1


many(lambda: own(0), lambda: own(1), lambda: own(2))


# the lock is inside
class Guarded:
    def __init__(self):
        self._n = 0
        self._lock = threading.Lock()

    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, n):
        with self._lock:
            self._n = n


guarded = Guarded()


def set_n():
    for i in range(20):
        guarded.n = i


many(set_n, set_n)
# threads that start threads
depth = 0


def deeper(n):
    global depth
    depth += 1
    if n:
        many(lambda: deeper(n - 1))
    depth += 1


many(lambda: deeper(4))
END
holds "no hint for what barriers and pools order, and what threads have each" silent apart.py

# garbage whose address is used again; the schedule is the same with and without
cat >garbage.py <<'END'
import gc
import _thread
from common import many


class Node:
    def __init__(self, n):
        self.n = n


def make():
    for i in range(3000):
        node = Node(i)
        node.n += 1
        pair = [node, [i] * 20]
        pair[0] = None
        if i % 500 == 0:
            gc.collect()


many(make, make, make)
print(_thread._schedule_hash())
END
holds "no hint for what lives where something else has lived" silent garbage.py
for n in 1 97 inf; do
    run -N $n garbage.py
    cp out first
    run -N $n --gil-stats garbage.py
    holds "the schedule is the same with the hint, N $n" cmp -s first out
done
