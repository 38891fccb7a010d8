# --gil-stats: the report. Under the virtual clock it is the same in every run, times included; what
# the interpreter's own start takes is cut out.
. "$TOP/tests/cli/lib.sh"
LC_ALL=C.UTF-8
export LC_ALL

cat >two.py <<'END'
import threading
import time

lock = threading.Lock()
c = 0


def add(n):
    global c
    for i in range(n):
        with lock:
            c += 1
    time.sleep(0.25)


threads = [threading.Thread(target=add, args=(20,), name=name) for name in ("one", "two")]
for t in threads:
    t.start()
for t in threads:
    t.join()
END
run -N 7 --clock virtual --gil-stats=instr two.py
sed -E '/^baton: /d; /^MainThread/d; / instructions$/d; /^Nobody/d; /^(one|two) .*[█▓▒·]/d
        s/ +[0-9.]+ %//; s/^$/-/; /^(one|two) +[0-9 ]+$/{s/[0-9]+/N/g; s/ +/ /g}
        s/ times: .*/ times:/' err | sed 's/up [0-9]* times/up N times/' >report
cat >want <<'END'
-
  █ runs   ▓ runs half of the time   ▒ runs a quarter   · wants the interpreter's lock
  ╳ waits for a lock   ┄ waits for a thread to end   z sleeps
-
instructions           ran   share       wanted       waited   turns      longest
one N N N N N
two N N N N N
-
virtual time           ran   share       wanted       waited longest want
one                      0            0       250 ms            0
two                      0            0       250 ms            0
-
waited        for                                 times instructions        time
one           lock 1 (lock)                          20           80           0
              sleep                                   1            0      250 ms
two           sleep                                   1           32      250 ms
-
contended                      taken   waited instructions        time   longest
lock 1 (lock)                     40       20           80           0         0
         20 times  held since two.py:11, wanted at two.py:11 (add)
-
The lock was given up N times:
END
holds "the tables" diff want report
holds "a line of the picture for each thread" [ "$(grep -cE '^(MainThread|one|two) .*[█▓▒]' err)" = 3 ]
cp err first
run -N 7 --clock virtual --gil-stats=instr two.py
holds "two runs, one report" cmp -s first err

LC_ALL=C run -N 7 --clock virtual --gil-stats=instr two.py
holds "ASCII where the locale has no UTF-8" eval '! grep -q "[^ -~]" err && grep -q "^  # runs" err'
run -N 7 --clock virtual --gil-stats=wall two.py
holds "the picture by the other clock" grep -qE '^ +0 +250 ms$' err

# watching changes nothing
cat >hash.py <<'END'
import sys
sys.path.insert(0, ".")
import two, _thread
print(_thread._schedule_hash())
END
run -N 7 --clock virtual hash.py
cp out first
run -N 7 --clock virtual --gil-stats hash.py
holds "the schedule is the same with it" cmp -s first out
run -N 7 --clock virtual --gil-stats=no-hint hash.py
holds "... and without the hint" cmp -s first out

# where it goes
run --gil-stats=s.txt two.py
expect "into a file" 0 "" ""
holds "... all of it" grep -q "^The lock was given up" s.txt
run --gil-stats=/nowhere/s.txt two.py
expect "a file that cannot be written" 1 "" "^baton: cannot write the statistics to /nowhere/s.txt: No such file"
run --gil-stats=jason two.py
expect "a word that it does not know" 2 "" "^baton: --gil-stats takes json, FILE.json, .*, not .jason'"
run --gil-stats= two.py
expect "nothing after the equals sign" 2 "" "^baton: --gil-stats takes json"

# however it ends
run --gil-stats=no-hint -c 'import threading; l = threading.Lock(); l.acquire(); l.acquire()'
expect "a deadlock" 3 "" "^The lock was given up"
run --gil-stats=no-hint -c 'import os; os._exit(7)'
expect "os._exit" 7 "" "^MainThread"
run --gil-stats=no-hint -c 'import sys; sys.exit("so")'
expect "sys.exit" 1 "" "^so$"
run --gil-stats=no-hint -c '1/0'
expect "an exception" 1 "" "^The lock was given up 0 times"
run --gil-stats=no-hint -c 'import threading, time
threading.Thread(target=time.sleep, args=(99,), daemon=True).start()'
expect "a daemon thread" 0 "" "^Thread-1 "
