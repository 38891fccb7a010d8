# How a program on coroutines ends: by Ctrl-C in whatever the main thread waits for, with daemon
# threads in every state, by a deadlock, by os._exit.
. "$TOP/tests/cli/lib.sh"
BATON_SUBSTRATE=coroutine
export BATON_SUBSTRATE

interrupted() { # interrupted NAME SETUP WAIT
    printf 'import os, threading, time\n%s\ntry:\n    print("ready", flush=True)\n    %s\nfinally:\n    print("finally")\n' "$2" "$3" >i.py
    : >out
    perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$BATON" i.py <fifo >out 2>err &
    pid=$!
    tries=0
    while [ ! -s out ] && [ $tries -lt 500 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
    sleep 0.05
    kill -s INT $pid
    wait $pid
    status=$?
    expect "Ctrl-C in $1" 130 "ready
finally" "^KeyboardInterrupt$"
}
mkfifo fifo nobody
sleep 60 >fifo &
writer=$!
interrupted "sleep" "" "time.sleep(60)"
interrupted "input()" "" "input()"
interrupted "a lock, while others sleep" "l = threading.Lock(); l.acquire(); threading.Thread(target=time.sleep, args=(60,), daemon=True).start()" "l.acquire()"
interrupted "a timed wait" "" "threading.Event().wait(60)"
interrupted "join, while the other computes" "t = threading.Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=True); t.start()" "t.join()"
interrupted "opening a FIFO" "" "open('nobody')"
kill $writer

cat >daemons.py <<'END'
import os, threading, time
r, w = os.pipe()
lock = threading.Lock()
lock.acquire()
def spin():
    while True:
        pass
def never(f, *args):
    try:
        f(*args)
    finally:
        print("never printed")
for f in (spin,), (time.sleep, 60), (os.read, r, 1), (lock.acquire,), (lock.acquire, True, 60), (open, "nobody"):
    threading.Thread(target=never, args=f, daemon=True).start()
time.sleep(0.01)
print("end")
END
run daemons.py
expect "daemon threads in every state" 0 "end" ""
echo 'import os' | cat - daemons.py >exit.py
echo 'os._exit(7)' >>exit.py
run -u exit.py
expect "os._exit" 7 "end" ""
run -c 'import threading
l = threading.Lock()
l.acquire()
threading.Thread(target=l.acquire, name="stuck").start()
l.acquire()'
expect "a deadlock" 3 "" "stuck"

# the option and its errors
run --substrate os -c 'import threading
i = []
t = threading.Thread(target=lambda: i.append(threading.get_native_id()))
t.start()
t.join()
print(i[0] != threading.get_native_id())'
expect "the option comes before BATON_SUBSTRATE" 0 "True" ""
run --substrate fibres -c 'print("never")'
expect "no such substrate" 2 "" "substrate needs .os. or .coroutine., not .fibres"
BATON_SUBSTRATE=fibres
run -c 'print("never")'
expect "no such substrate in the environment" 2 "" "BATON_SUBSTRATE needs"
run -E -c 'print("ok")'
expect "-E ignores BATON_SUBSTRATE" 0 "ok" ""
