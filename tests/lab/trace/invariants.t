# What every timeline promises (check.pl says what), for every kind of ending, on both clocks.
. "$TOP/tests/cli/lib.sh"

# promises NAME STATUS ARGUMENT...: run with a timeline on each clock
promises() {
    name=$1 want=$2
    shift 2
    for clock in instr wall; do
        rm -f t.json
        run --trace t.json --trace-clock $clock "$@"
        if [ $status != "$want" ]; then
            echo "not ok - $name, clock $clock"
            echo "# status $status, expected $want"
            sed 's/^/# /' err
        elif perl "$TOP/tests/lab/trace/check.pl" t.json >wrong 2>&1; then
            echo "ok - $name, clock $clock"
        else
            echo "not ok - $name, clock $clock"
            sed 's/^/# /' wrong
        fi
    done
}

cat >mixed.py <<'E'
import queue, sys, threading, time

lock, rlock, condition = threading.Lock(), threading.RLock(), threading.Condition()
event, semaphore, items = threading.Event(), threading.Semaphore(1), queue.Queue()
barrier = threading.Barrier(2)


def work(n):
    for i in range(n):
        with lock, rlock, semaphore:
            items.put(i)
        time.sleep(0)
    time.sleep(0.001)
    with condition:
        condition.notify_all()
        condition.wait(0.001)
    event.wait(0.001)
    barrier.wait()
    items.get()


def short():
    sys.exit()


threads = [threading.Thread(target=work, args=(8,)) for _ in range(2)]
threads += [threading.Thread(target=short, name='"quoted" \\ <&> \ud800') for _ in range(3)]
for t in threads:
    t.start()
event.set()
for t in threads:
    t.join(5)
E
for n in 1 13 inf; do
    promises "all that threads wait for, N = $n" 0 -N $n mixed.py
done
promises "another policy" 0 --policy random --seed 7 -N 5..40 mixed.py

printf 'import _thread, time
def f():
    raise ValueError
_thread.start_new_thread(f, ())
time.sleep(0.001)
1 / 0\n' >exception.py
promises "an exception" 1 exception.py

printf 'import threading
a, b = threading.Lock(), threading.Lock()
def f(a, b):
    for i in range(1000):
        with a:
            with b:
                pass
for x, y in (a, b), (b, a):
    threading.Thread(target=f, args=(x, y)).start()\n' >deadlock.py
promises "a deadlock" 3 -N 11 deadlock.py

printf 'import threading
threading.Lock().acquire()
l = threading.Lock()
l.acquire()
l.acquire()\n' >alone.py
promises "a deadlock of one" 3 alone.py

printf 'import os, threading
def f():
    while True: pass
def g():
    for i in range(200): pass
    os._exit(9)
threading.Thread(target=f).start()
threading.Thread(target=g).start()\n' >exit.py
promises "os._exit in a thread" 9 -N 50 exit.py

printf 'import threading, time
def f():
    while True: pass
def g():
    time.sleep(100)
for x in f, g, threading.Lock().acquire:
    threading.Thread(target=x, daemon=True).start()
time.sleep(0)
for i in range(300): pass\n' >daemon.py
promises "daemon threads at the exit" 0 -N 20 daemon.py

printf 'import os, threading
t = threading.Thread(target=lambda: [None for i in range(2000)])
t.start()
os.kill(os.getpid(), 2)
while True: pass\n' >ctrl_c.py
promises "Ctrl-C" 130 -N 100 ctrl_c.py
holds "it is in the timeline" grep -q '"name":"Ctrl-C"' t.json

printf 'import _thread
def f():
    for i in range(3000): pass
    done.append(1)
done = []
_thread.start_new_thread(f, ())
_thread.start_new_thread(f, ())
while len(done) < 2: pass\n' >long.py
promises "more events than --trace-limit" 0 -N 1 --trace-limit 256K long.py
promises "a script that is none" 1 -c 'print('
