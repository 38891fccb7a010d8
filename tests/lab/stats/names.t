# --gil-stats: what a lock is called: the variable, attribute or item that it is bound to.
. "$TOP/tests/cli/lib.sh"

cat >names.py <<'END'
# locks in closures, locals, items of dict, slots, class attr
def run():
    inner = threading.Lock()
    d = {"k": threading.RLock()}
    ls = [threading.Lock(), threading.Lock()]
    def w():
        for i in range(30):
            with inner: pass
            with d["k"]: pass
            with ls[1]: pass
            with S.l: pass
            with s.m: pass
            with C.cls: pass
    ts=[threading.Thread(target=w) for _ in range(3)]
    for t in ts: t.start()
    for t in ts: t.join()
class S:
    l = threading.Lock()
    __slots__ = ("m",)
    def __init__(self): self.m = threading.Lock()
class C:
    cls = threading.Lock()
s = S()
run()
END
sed -i 's/^# locks in closures.*/import threading/' names.py
run -N 3 --gil-stats=no-hint names.py
sed -n 's/^\(R\{0,1\}[lL]ock [0-9]* ([^)]*)\) .*/\1/p' err | sort -k 2 >found
cat >want <<'END'
lock 1 (inner)
RLock 2 (d['k'])
lock 3 (ls[1])
lock 4 (S.l)
lock 5 (S.m)
lock 6 (C.cls)
END
holds "variables of a function, items, attributes of a class, slots" diff want found

cat >queues.py <<'END'
import queue
import threading


class Pool:
    def __init__(self):
        self.work = queue.Queue(1)
        self.done = queue.SimpleQueue()
        self.state = threading.Condition()
        self.busy = 0

    def run(self):
        while self.work.get():
            with self.state:
                self.busy += 1
                self.state.notify()
            self.done.put(1)


pool = Pool()
threads = [threading.Thread(target=pool.run) for i in range(2)]
for t in threads:
    t.start()
for i in range(10):
    pool.work.put(1)
    with pool.state:
        while pool.busy <= i:
            pool.state.wait()
    pool.done.get()
for t in threads:
    pool.work.put(0)
END
run -N 5 --gil-stats=json,no-hint queues.py
sed -n 's/.*"kind": "\([a-zA-Z]*\)", .*"name": "\([^"]*\)".*/\1 \2/p' err | grep -v Thread | sort -u >found
holds "a queue's lock and conditions, a condition and its lock" eval \
    'grep -q "^condition Queue.not_empty" found && grep -q "^condition Pool.state" found && ! grep -q null found'
holds "lines of the script, not of the library" eval '! grep -q "\"wanted_at\": {\"file\": \"<frozen" err'

# waiting for what has no name
run -N 5 --gil-stats=no-hint -c '
import threading
def f(lock):
    with lock[0]():
        pass
import functools
hidden = threading.Lock()
get = functools.partial(lambda held: held, hidden)
del hidden
with get():
    t = threading.Thread(target=lambda: get().acquire())
    t.start()
    import time
    time.sleep(0.01)
t.join()'
holds "a lock that no variable has goes by its line" grep -qE '^lock 1 \(<string>:10\)' err
