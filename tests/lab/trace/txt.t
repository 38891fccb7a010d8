# Timelines as text: whole outputs of small scripts, which are the same in every run.
. "$TOP/tests/cli/lib.sh"

cat >lock.py <<'E'
import sys
import threading

lock = threading.Lock()
count = 0


def add(n):
    global count
    for i in range(n):
        with lock:
            count += 1


threads = [threading.Thread(target=add, args=(3,), name=name) for name in "AB"]
sys.setswitchinterval(25)  # a turn begins here, wherever the imports ended
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count)
E

# normal FILE: a timeline with the clock counted from the first start: what the imports execute may
# change, and so may the turn that they are part of
normal() {
    awk '$3 == "starts" && !first { first = $1 }
        $1 ~ /^[0-9]+$/ { clock = $1; sub(/^ *[0-9]+ +/, ""); print clock - first, $0 }' "$1" |
        sed -e 's/  */ /g' -e 's/ran [0-9][0-9][0-9] /ran many /'
}

# matches NAME: got and want, two files, are the same
matches() {
    if cmp -s got want; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        diff want got | sed 's/^/# /'
    fi
}

if ! built gc-stress; then
    cat >hash.py <<'E'
exec(open("lock.py").read())
import _thread
print(_thread._schedule_hash())
E
    for n in 1 7 25 inf; do
        run -N $n hash.py
        mv out plain
        run -N $n --trace t.txt --trace-instr --trace-limit 256K hash.py
        holds "the schedule is the same with a trace of all instructions, N = $n" cmp -s out plain
    done

    run --trace out.txt lock.py
    expect "the script's own output is as ever" 0 6 ""
    normal out.txt >got
    cat >want <<'E'
0 MainThread starts A lock.py:18 in <module>
5 MainThread starts B lock.py:18 in <module>
17 MainThread gives way turn over, ran many instructions A lock.py:20 in <module>
42 A gives way turn over, ran 25 instructions B lock.py:12 in add
52 B waits for lock 1 (lock), held by A since lock.py:11 MainThread lock.py:11 in add
71 MainThread waits for A to end A lock.py:20 in <module>
76 B is woken by A lock.py:11 in add
93 A ends after 47 instructions in all
93 MainThread is woken by A lock.py:20 in <module>
93 B runs lock.py:11 in add
118 B gives way turn over, ran 25 instructions MainThread lock.py:11 in add
143 MainThread gives way turn over, ran 25 instructions B lock.py:20 in <module>
155 B ends after 47 instructions in all MainThread
175 the run ends, exit status 0
E
    matches "a line a switch"

    cat >deadlock.py <<'E'
import _thread
a = _thread.allocate_lock()
b = _thread.allocate_lock()


def other():
    b.acquire()
    a.acquire()


a.acquire()
_thread.start_new_thread(other, ())
while not b.locked():
    pass
b.acquire()
E
    run -N 10 --trace - deadlock.py
    grep -q 'thread 2 *deadlock *for lock 1 (a), held by MainThread since deadlock.py:11' out ||
        grep -q 'MainThread *deadlock *for lock 2 (b), held by thread 2 since deadlock.py:7' out
    holds "a deadlock: who waits for what, and who has it" [ $? -eq 0 ]
    holds "and it ends the timeline" grep -q 'the run ends, exit status 3$' out
fi

run --trace-instr --trace - -c 'x = 1
y = x + 2'
sed -n -e '/collects/d' -e 's/^ *[0-9]* *MainThread *//p' out | sed 's/  */ /g' >got
cat >want <<'E'
LOADI t0, 1 <string>:1 in <module>
STORE_GLOBAL t0, x <string>:1 in <module>
LOAD_GLOBAL t0, x <string>:2 in <module>
ADDI t0, t0, 2 <string>:2 in <module>
STORE_GLOBAL t0, y <string>:2 in <module>
LOADK t0, None <string>:2 in <module>
RETURN t0 <string>:2 in <module>
E
matches "--trace-instr: each instruction, as baton dis shows it"

printf 'import sys\nsys.exit(4)\n' >exit.py
run --trace - exit.py
holds "sys.exit(4) is the end" grep -q 'the run ends, exit status 4$' out
printf 'import os\nos._exit(5)\n' >exit.py
run --trace t.txt exit.py
holds "os._exit, too" grep -q 'the run ends, exit status 5$' t.txt

# ---- mistakes ----
run --trace run.foo -c 'print(1)'
expect "an ending that there is not" 2 "" "--trace needs a file that ends in .*\.txt.*, not .run\.foo'"
run --trace run -c 'print(1)'
expect "no ending" 2 "" "--trace needs a file that ends in"
run --trace no/such/run.txt -c 'print(1)'
expect "a folder that there is not: said before the run" 2 "" \
    "^baton: --trace: cannot write no/such/run.txt: No such file or directory$"
run --trace a.txt --trace ./a.txt -c 'print(1)'
expect "one file twice" 2 "" "given twice"
run --trace-instr -c 'print(1)'
expect "--trace-instr alone" 2 "" "^baton: --trace-instr needs a --trace FILE"
run --trace-clock sun --trace - -c 'print(1)'
expect "a clock that there is not" 2 "" '"instr" or "wall", not .sun'
run --trace-limit 12Q --trace - -c 'print(1)'
expect "a size that is none" 2 "" "--trace-limit needs a size"
if [ -w /dev/full ]; then
    ln -s /dev/full full.txt
    run --trace full.txt -c 'print(1)'
    expect "a full disk: status 1" 1 1 "^baton: --trace: cannot write full.txt: No space left on device$"
    run --trace full.txt -c 'raise SystemExit(7)'
    expect "a full disk: another status stays" 7 "" "No space left on device$"
fi

# ---- the limit ----
cat >long.py <<'E'
import _thread
def f():
    for i in range(4000):
        pass
    done.append(1)
done = []
_thread.start_new_thread(f, ())
_thread.start_new_thread(f, ())
while len(done) < 2:
    pass
E
run -N 1 --trace t.txt --trace-limit 256K long.py
expect "--trace-limit keeps the newest and says so" 0 "" \
    "^baton: --trace: [0-9]+ of [0-9]+ events are missing, the oldest ones \(--trace-limit\)$"
holds "in the file, too" grep -q '^# [0-9]* of [0-9]* events are missing' t.txt
holds "the end is there" grep -q 'the run ends, exit status 0$' t.txt
