# --max-instr and --timeout: the run ends with a word about each thread, with what was printed, and
# with status 6.

. "$TOP/tests/cli/lib.sh"

cat >spin.py <<'END'
import threading
def spin(name):
    while True:
        pass
def wait():
    threading.Event().wait()
print("begun")
threading.Thread(target=wait, name="waiter").start()
threading.Thread(target=spin, args=("a",), name="spinner").start()
spin("b")
END

for n in 50000 50001; do
    for extra in dispatch=blocks dispatch=counting specialise=off; do
        run -N 101 --max-instr $n -X $extra spin.py
        expect "--max-instr $n, $extra" 6 begun "^baton: the program has executed $n instructions, its limit"
        cp err "err.$n.$extra"
    done
    cmp -s err.$n.dispatch=blocks err.$n.dispatch=counting &&
        cmp -s err.$n.dispatch=blocks err.$n.specialise=off && echo "ok - cut at the same place" ||
        echo "not ok - cut at the same place"
done
expect "it says where each thread is" 6 begun "spinner"
expect "and what it waits for" 6 begun "waiter.*waits for an event"

# exactly: it is cut before the call that would be one instruction more
cat >exact.py <<'END'
import baton, sys
here = baton.instructions()
sys.stdout.write(str(here) + "\n")
sys.stdout.flush()
END
run exact.py
total=$(cat out)
run --max-instr "$total" exact.py
expect "one instruction too few" 6 "" "its limit"
run --max-instr $((total + 100)) exact.py
expect "enough" 0 "$total" ""
run -N inf --max-instr 100000 -c 'while True: pass'
expect "without limit of turns" 6 "" "executed 100000 instructions"
run --max-instr 100000 -c 'import baton
with baton.no_switch():
    while True: pass'
expect "in a no_switch region" 6 "" "executed 100000 instructions"
run --max-instr 100000 -c 'import sys
while True: sys.setswitchinterval(50)'
expect "with turns that change" 6 "" "executed 100000 instructions"

run --timeout 0.05 spin.py
expect "--timeout, running threads" 6 begun "^baton: the program has run for 0.05 s, its limit"
run --timeout 0.05 -c 'import time
print("here")
time.sleep(30)'
expect "--timeout, asleep" 6 here "its limit"
run --timeout 0.05 -N inf -c 'print("here")
sum(range(10**12))'
expect "--timeout, in a long instruction" 6 here "its limit"
(sleep 20 & echo $! >pid) | "$BATON" --timeout 0.05 -c 'print("here"); input()' >out 2>err
status=$?
kill $(cat pid) 2>/dev/null
expect "--timeout, waiting for input" 6 here "its limit"
run --timeout 30 --max-instr 100000000 -c 'print(1)'
expect "limits that are not reached" 0 1 ""

for text in 0 -1 x 1.5 ''; do
    run --max-instr "$text" -c 1
    expect "--max-instr '$text'" 2 "" "^baton: --max-instr needs a number from 1 up, not \`$text'"
done
for text in 0 -1 x nan inf ''; do
    run --timeout "$text" -c 1
    expect "--timeout '$text'" 2 "" "^baton: --timeout needs a number of seconds above 0, not \`$text'"
done
