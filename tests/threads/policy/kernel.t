# ticks and slices, the locks for which the kernel chooses who is next: all that does not depend on
# its choice.

. "$TOP/tests/cli/lib.sh"
unset BATON_SUBSTRATE # it has to be OS threads

cat >work.py <<'END'
import threading, time, queue, sys

# who computes gives others a chance: nobody yields here, the flags are looked at again and again
def ping(me, other):
    for i in range(5):
        while not turns[me] > i:
            pass
        turns[other] += 1

turns = [1, 0]
threads = [threading.Thread(target=ping, args=(i, 1 - i)) for i in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(turns)

# locks, conditions, deadlines, sleeps
lock, count = threading.Lock(), 0
def add():
    global count
    for i in range(300):
        with lock:
            count += 1
threads = [threading.Thread(target=add) for i in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(count)
q = queue.Queue(2)
def produce():
    for i in range(50):
        q.put(i)
t = threading.Thread(target=produce)
t.start()
print(sum(q.get() for i in range(50)))
t.join()
print(threading.Event().wait(0.002), lock.acquire(timeout=0.001), lock.acquire(timeout=0.001))
threads = [threading.Thread(target=time.sleep, args=(0.001,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
woken = threading.Event()
t = threading.Thread(target=lambda: (time.sleep(0.002), woken.set()))
t.start()
print(woken.wait(10))
t.join()
def many():
    pass
for i in range(300):
    threading.Thread(target=many).start()
threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
END

expected="[6, 5]
1200
1225
False True False
True"
for policy in ticks ticks:1 ticks:7 slices slices:100us slices:1ms; do
    run --policy $policy work.py
    expect "$policy: everything runs" 0 "$expected" ""
done
run --policy slices:200us --switch-points all work.py
expect "slices, any switch point" 0 "$expected" ""
run --policy ticks -N 11 --switch-points cpython work.py
expect "ticks, CPython's switch points" 0 "$expected" ""

for policy in ticks:5 slices:1ms; do
    run --policy $policy -c 'import threading
a = threading.Lock(); a.acquire()
t = threading.Thread(target=a.acquire); t.start()
print("there"); t.join()'
    expect "$policy: a deadlock is found" 3 there "^baton: deadlock: all 2 threads"
    run --policy $policy --max-instr 50000 -c 'import threading
def f():
    while True: pass
threading.Thread(target=f).start()
f()'
    expect "$policy: --max-instr is exact" 6 "" "executed 50000 instructions"
    run --policy $policy --timeout 0.03 -c 'import threading, time
threading.Thread(target=time.sleep, args=(50,)).start()
threading.Event().wait()'
    expect "$policy: --timeout while nobody runs" 6 "" "its limit"
    run --policy $policy -c 'import _thread, threading, time
def f():
    _thread.interrupt_main()
t = threading.Thread(target=f)
try:
    t.start()
    threading.Event().wait()
except KeyboardInterrupt:
    print("interrupted")
t.join()'
    expect "$policy: Ctrl-C ends a wait" 0 interrupted ""
    run --policy $policy -c 'import threading, sys, time
def f():
    while True: pass
threading.Thread(target=f, daemon=True).start()
time.sleep(0.003)
print("end")'
    expect "$policy: a daemon that computes" 0 end ""
done

run --policy slices -c 'import sys
print(sys.getswitchinterval()); sys.setswitchinterval(0.002); print(sys.getswitchinterval())'
expect "slices: the interval is a time" 0 "0.005
0.002" ""
run --policy ticks -c 'import sys; print(sys.getswitchinterval())'
expect "ticks: the interval is 100 instructions" 0 100 ""
run --policy ticks:30 -N 5 -c 'import sys; print(sys.getswitchinterval())'
expect "ticks: the policy's number counts" 0 30 ""
run --policy ticks -N 5 -c 'import sys; print(sys.getswitchinterval())'
expect "ticks: else that of -N" 0 5 ""

for text in ticks:0 ticks:x ticks: ticks:5ms ticks:-1; do
    run --policy $text -c 1
    expect "$text" 2 "" "^baton: --policy: ticks takes a number of instructions"
done
for text in slices:5 slices:ms slices: slices:-5ms slices:0ms slices:5min; do
    run --policy $text -c 1
    expect "$text" 2 "" "^baton: --policy: slices takes a time"
done
run --policy ticks --substrate coroutine -c 1
expect "no coroutines" 2 "" "^baton: --policy ticks needs OS threads, not --substrate coroutine"
run --clock virtual --policy slices -c 1
expect "no virtual clock" 2 "" "^baton: --policy slices lets the kernel choose"
