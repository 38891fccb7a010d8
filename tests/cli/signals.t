# Ctrl-C, Ctrl-\ and other signals, in whatever the main thread waits for.
. "$TOP/tests/cli/lib.sh"

interrupted() { # interrupted NAME SETUP WAIT OUT
    printf '%s\ntry:\n    print("ready", flush=True)\n    %s\nfinally:\n    print("finally")\n' "$2" "$3" >i.py
    # A program of its own group, with the default SIGINT.
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
mkfifo fifo
sleep 60 >fifo &
writer=$!
interrupted "sleep" "import time" "time.sleep(60)"
interrupted "a loop" "" "while True: pass"
interrupted "a lock" "import threading; l = threading.Lock(); l.acquire()" "l.acquire(True, 60)"
interrupted "join" "import threading, time; t = threading.Thread(target=time.sleep, args=(60,), daemon=True); t.start()" "t.join()"
interrupted "join, beside a no_switch loop" "import baton, threading
def f():
    with baton.no_switch():
        while True: pass
baton.set_switch_interval(1)
t = threading.Thread(target=f, daemon=True)" "t.start(); t.join()"
interrupted "an event" "import threading, time; e = threading.Event(); threading.Thread(target=time.sleep, args=(60,), daemon=True).start()" "e.wait()"
interrupted "a queue" "import queue, threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()" "queue.Queue().get()"
interrupted "input()" "" "input()"
interrupted "a big power" "" "x = 3 ** (10 ** 8)"
interrupted "a sort" "v = [float(i % 1000) for i in range(1000)]" "while True: sorted(v, key=lambda x: -x)"

# Caught, the program goes on.
printf 'import time\nfor i in range(2):\n    try:\n        print("ready", flush=True)\n        time.sleep(60 if i == 0 else 0)\n    except KeyboardInterrupt:\n        print("caught")\nprint("goes on")\n' >caught.py
perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$BATON" caught.py </dev/null >out 2>err &
pid=$!
sleep 0.5
kill -s INT $pid
wait $pid
status=$?
expect "KeyboardInterrupt caught" 0 "ready
caught
ready
goes on" ""

# Ctrl-\ prints the threads and the program goes on.
printf 'import threading, time\ndef work():\n    time.sleep(1.2)\nl = threading.Lock()\nl.acquire()\nt = threading.Thread(target=work, name="Worker")\nt.start()\nprint("ready", flush=True)\nt.join()\nprint("goes on")\n' >quit.py
perl -e '$SIG{QUIT} = "DEFAULT"; exec @ARGV' "$BATON" quit.py </dev/null >out 2>err &
pid=$!
sleep 0.5
kill -s QUIT $pid
wait $pid
status=$?
expect "Ctrl-\\ lets the program go on" 0 "ready
goes on" "Worker"
holds "Ctrl-\\ prints the traceback of a thread" grep -qE 'line 3, in work' err
holds "Ctrl-\\ prints the traceback of the main thread" grep -qE 'line 9, in <module>' err

printf 'print("ready", flush=True)\nimport time\ntime.sleep(60)\n' >term.py
"$BATON" term.py </dev/null >out 2>err &
pid=$!
sleep 0.5
kill -s TERM $pid
wait $pid
status=$?
expect "SIGTERM" 143 "ready" ""
kill $writer
