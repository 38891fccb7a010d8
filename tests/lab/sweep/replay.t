# A run that failed is saved as a recording that fails again in the same way.
. "$TOP/tests/lab/sweep/lib.sh"

# saved NAME FILE STATUS TEXT: replaying it ends with that status and says that, on stdout or stderr.
saved() {
    run replay "$2"
    if [ "$status" = "$3" ] && cat out err | grep -qF -e "$4"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        sed "s/^/# $status: /" out err
    fi
}

run sweep lost.py -N 5,inf --check 'c == 600'
holds "the command is printed" grep -q '^  baton replay lost\.N5\.sched$' out
holds "one file for the row that failed" [ "$(ls -A ./*.sched)" = "./lost.N5.sched" ]
holds "nothing else is left" [ -z "$(find . -name '.baton*')" ]
c=$(rows outcome | sed -n 's/^5 failed: //p')
saved "a failed check" lost.N5.sched 4 "$c"
rm -f ./*.sched

run sweep lost.py -N 5,~4..9 --policy fifo,random --seeds 2..3 -r 2 --check 'c == 600' -j 3 --save found
holds "names say what was run" [ "$(cd found && echo *)" = "lost.N4..9.fifo.seed2.run1.sched lost.N4..9.random.seed2.run1.sched lost.N5.fifo.seed2.run1.sched lost.N5.random.seed2.run1.sched" ]
saved "with a policy and a seed" found/lost.N4..9.random.seed2.run1.sched 4 "check failed: c == 600"
holds "nothing is left in the folder" [ -z "$(find found -name '.baton*')" ]
COLUMNS=120 run sweep lost.py -N 5 --check 'c == 600' --no-save
holds "--no-save" [ ! -e lost.N5.sched ]

# one NAME SCRIPT STATUS TEXT [OPTION...]: a sweep of one run that fails, and its replay.
one() {
    name=$1 text=$2 want=$3 says=$4
    shift 4
    rm -f ./*.sched
    printf '%s\n' "$text" >one.py
    run sweep one.py -N 7 "$@"
    saved "$name" one.N7.sched "$want" "$says"
}
one "an exception" 'import random
print(random.random())
1/0' 1 "ZeroDivisionError"
one "a deadlock" 'import threading
l = threading.Lock(); l.acquire(); l.acquire()' 3 "deadlock"
one "sys.exit" 'import sys, time; sys.exit("at the end")' 1 "at the end"
one "a limit" 'while True: pass' 6 "1000 instructions" --max-instr 1000
one "what came on standard input" 'raise ValueError(input())' 1 "ValueError: raise ValueError(input())" --stdin one.py

one "a check beside a metric" 'x = [3]' 4 "baton: metric sum(i for i in range(99)) + x[0] = 4854" \
    --metric 'sum(i for i in range(99)) + x[0]' --check 'x == 4'

# shards: each saves its own; the merged table names the first of the row
run sweep lost.py -N 5 --seeds 4 --policy random --check 'c == 600' --shard 2/2 --export 2.json
run sweep lost.py -N 5 --seeds 4 --policy random --check 'c == 600' --shard 1/2 --export 1.json
run sweep --merge 2.json 1.json
holds "of merged shards" [ "$(grep 'baton replay' out)" = "  baton replay lost.N5.random.seed0.sched" ]

if [ "$(id -u)" != 0 ]; then
    mkdir locked
    chmod a-w locked
    run sweep lost.py -N 5 --save locked
    expect "a folder that cannot be written" 1 "" "^baton sweep: cannot write replay files to locked: Permission denied"
fi
echo >file
run sweep lost.py -N 5 --save file
expect "no folder" 1 "" "^baton sweep: cannot write replay files to file: Not a directory"
