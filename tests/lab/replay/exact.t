# --record and baton replay: the same output, schedule and exit status, on both substrates, with
# nothing done outside a second time.
. "$TOP/tests/cli/lib.sh"

# exact NAME ARGUMENT...: record it, replay it on each substrate; stdin comes from `in`.
exact() {
    name=$1
    shift
    "$BATON" --record rec "$@" <in >out1 2>err1
    first=$?
    for substrate in os coroutine; do
        "$BATON" replay --substrate $substrate rec </dev/null >out 2>err
        status=$?
        expect "$name: replayed, $substrate" $first "$(cat out1)" "$([ -s err1 ] && echo .)"
    done
}
: >in

cat >outside.py <<'END'
import _thread, os, random, sys, threading, time
log = []
def work(n):
    for k in range(3):
        time.sleep(random.random() / 500)
        log.append((n, k, time.monotonic()))
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=0.003))
for t in threads:
    t.join()
print(log, time.time(), time.time_ns(), time.process_time(), time.thread_time())
print(os.urandom(5), random.random(), os.getpid(), os.getcwd(), sorted(os.environ))
print(os.stat(".").st_mtime_ns, sorted(os.listdir()), os.path.exists("new"), os.access("in", os.R_OK))
with open("new", "w") as f:
    f.write("some\nlines\n" * 1000)
print(os.path.getsize("new"), len(open("new").read()), os.stat("new").st_mode)
os.mkdir("folder")
os.rename("new", "folder/newer")
os.remove("folder/newer")
os.rmdir("folder")
try:
    open("missing")
except OSError as e:
    print(e)
print(sys.stdin.readline(), sys.stdin.isatty(), _thread._schedule_hash())
sys.exit(7)
END
printf 'a line\n\303\244\n' >in
exact "what comes from outside" -N 11 outside.py
holds "no file is made in a replay" test ! -e folder -a ! -e new
exact "a seed drawn at random" --policy random --seed random -N 3..9 outside.py

cat >standard.py <<'END'
import os, sys
print(sys.stdin.read())
fd = os.open("side", os.O_WRONLY | os.O_CREAT)
os.write(fd, b"to a file\n")
saved = os.dup(1)
sys.stdout.flush()
os.dup2(fd, 1)
print("not seen", flush=True)
os.dup2(saved, 1)
print("seen", flush=True)
os.write(2, b"err\n")
read, write = os.pipe()
os.write(write, b"x" * 100)
print(os.read(read, 50), os.read(read, 80), flush=True)
os._exit(9)
END
exact "moved descriptors, os._exit" standard.py
rm -f side
"$BATON" replay rec >out 2>err
holds "what went into a file is not written again" test ! -e side

echo "VALUE = 17" >helper.py
cat >odd.py <<'END'
import collections, helper, bisect
import os
print(helper.VALUE, flush=True)
os.close(os.open("odd.py", os.O_RDONLY))
os.close(os.dup(1))
for fd in (1000, 1001):
    try:
        os.close(fd)
    except OSError as e:
        print(e, flush=True)
END
exact "modules, and calls that fail for once" odd.py

cat >deadlock.py <<'END'
import threading
a, b = threading.Lock(), threading.Lock()
def other():
    with a:
        for i in range(100): pass
        with b: pass
threading.Thread(target=other).start()
with b:
    for i in range(100): pass
    with a: pass
END
exact "a deadlock" -N 20 deadlock.py

cat >daemons.py <<'END'
import threading, time
threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
threading.Thread(target=threading.Event().wait, args=(100,), daemon=True).start()
time.sleep(0.002)
raise ValueError("end")
END
exact "daemon threads that wait at the end" daemons.py
exact "virtual time" --clock virtual outside.py
exact "a limit" --max-instr 3000 outside.py
exact "a script on the command line" -c 'import time, sys; print(time.time(), sys.argv)' a "b c"
echo 'import time; print(time.time())' >in
exact "a script from standard input" - x
: >in

cat >endless.py <<'END'
import threading, time
def spin():
    while True: pass
threading.Thread(target=spin, daemon=True).start()
for i in range(3):
    try:
        print(i, flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print("Ctrl-C", flush=True)
END
perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$BATON" -N 1000 --record rec endless.py \
    >out1 2>err1 </dev/null &
pid=$!
for i in 1 2 3; do
    tries=0
    while [ "$(grep -c '^[0-9]' out1)" -lt $i ] && [ $tries -lt 1000 ]; do
        sleep 0.01
        tries=$((tries + 1))
    done
    sleep 0.02
    kill -s INT $pid
done
wait $pid
for substrate in os coroutine; do
    "$BATON" replay --substrate $substrate rec >out 2>err
    holds "Ctrl-C where it came, $substrate" cmp -s out1 out
done

"$BATON" --timeout 0.05 --record rec -c 'while True: pass' >out1 2>err1
"$BATON" replay rec >out 2>err
status=$?
expect "--timeout where it came" 6 "" 'its limit'

mkdir elsewhere
echo 'print("here")' >place.py
"$BATON" --record rec place.py >out1
(cd elsewhere && "$BATON" replay ../rec --trace t.txt --gil-stats=g.json) >out 2>err
holds "what watches a replay writes where the replay was called" test -s elsewhere/g.json
