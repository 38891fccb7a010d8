# How runs end: each end is a row of the table, and never the end of the sweep.
. "$TOP/tests/lab/sweep/lib.sh"

# one NAME SCRIPT STATUS OUTCOME [OPTION...]: a sweep of one run.
one() {
    name=$1 text=$2 want=$3 outcome=$4
    shift 4
    printf '%s\n' "$text" >one.py
    sweep one.py -N 5 "$@"
    got=$(rows outcome | sed -n 's/^5 //p')
    if [ "$status" = "$want" ] && [ "$got" = "$outcome" ] && [ ! -s err ]; then
        echo "ok - $name"
    else
        echo "not ok - $name"
        echo "# status $status, outcome '$got'"
        sed 's/^/# /' out err
    fi
}

one "what it prints" 'print(1); print("a b")' 0 "1 / a b"
one "nothing" 'pass' 0 "(prints nothing)"
one "sys.exit(3) is no deadlock" 'import sys; print("x"); sys.exit(3)' 4 "exit 3"
one "sys.exit with words" 'import sys; sys.exit("too bad")' 4 "exit 1: too bad"
one "sys.exit(0)" 'import sys; print("fine"); sys.exit(0)' 0 "fine"
one "an exception" '1/0' 4 "ZeroDivisionError: division by zero"
one "a class of its own" 'class E(Exception): pass
raise E("words")' 4 "E: words"
one "str() of it is not called" 'class E(Exception):
    def __str__(self):
        return "x"
raise E' 4 "E"
one "an exception in a thread" 'import threading
def f(): {}["k"]
threading.Thread(target=f).start()' 4 "in a thread: KeyError: 'k'"
one "SystemExit in a thread is none" 'import threading, sys
threading.Thread(target=sys.exit, args=(2,)).start()' 0 "(prints nothing)"
one "a deadlock" 'import threading
l = threading.Lock(); l.acquire(); l.acquire()' 4 "deadlock (1 thread)"
one "a crash" 'import os; os.kill(os.getpid(), 9)' 4 "crash (SIGKILL)"
one "os._exit" 'import os; os._exit(7)' 4 "exit 7: os._exit"
one "os._exit(0)" 'import os; os._exit(0)' 0 "(prints nothing)"
one "a check cannot be made after os._exit(0)" 'import os; os._exit(0)' 4 "exit 0: os._exit" --check 1
one "a hang" 'while True: pass' 4 "hang (0.2 s)" --timeout 200ms
one "a hang in a sleep" 'import time; time.sleep(1000)' 4 "hang (0.2 s)" --timeout 0.2
one "a limit" 'while True: pass' 4 "limit (1000 instructions)" --max-instr 1000
one "a syntax error" 'x = (' 4 "SyntaxError: '(' was never closed (one.py, line 1)"
one "standard input is empty" 'print(repr(input("? ")))' 4 "EOFError: EOF when reading a line"
one "or a file" 'print(repr(input()))' 0 "'print(repr(input()))'" --stdin one.py
one "much that is printed" 'for i in range(30000): print("line", i, "of many")' 0 \
    "line 0 of many / line 1 of many / line 2 of many / line 3 of many / line 4 of many …"
one "bytes that are no text" 'import sys; sys.stdout.buffer.write(b"a\xff\x1b[1mb")' 0 "a�?[1mb"
one "the pipe is hidden from the script" 'import os
print([k for k in os.environ if k.startswith("BATON_O")])' 0 "[]"
one "a script that closes everything" 'import os
print("x", flush=True)
for i in range(3, 100):
    try:
        os.close(i)
    except OSError:
        pass' 0 "x"
one "a check that holds" 'x = 5' 0 "(prints nothing)" --check 'x == 5'
one "a check that fails" 'x = 5; print("x", x)' 4 "failed: x 5" --check 'x == 6'
one "which of two" 'x = 5; print(x)' 4 "failed: x > 9: 5" --check 'x > 1' --check 'x > 9'

echo 'x = 7.5' >m.py
sweep m.py -N 5 --metric 'x * 2'
shows "an expression as metric" "x * 2" "N x * 2
5 15.0"
sweep m.py -N 5 --metric y
shows "one that fails" "failed" "N failed share 95 % interval y
5 1/1 100 % 21..100 % no metric: NameError: name 'y' is not defined"
holds "and so does the run" [ "$status" = 4 ]
sweep m.py -N 5 --metric 'x +'
expect "one that is none" 2 "" "^baton: --metric needs an expression"
