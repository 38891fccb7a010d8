# --clock virtual: the whole run is a function of script, arguments, N, policy and seed.
. "$TOP/tests/cli/lib.sh"

cat >all.py <<'END'
import os, random, threading, time

def work(i):
    for k in range(5):
        time.sleep(random.random())
        log.append((i, time.time(), time.thread_time()))

log = []
threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
import _thread
print(log, os.urandom(8), random.getrandbits(64), time.process_time(), hash("x"), _thread._schedule_hash())
END
run --clock virtual -N 7 all.py
cp out first
run --clock virtual -N 7 all.py
holds "two runs are one" cmp -s first out
run --clock virtual -N 8 all.py
holds "another N is another run" eval '! cmp -s first out'
run --clock virtual -N 7 -X dispatch=counting -X specialise=off all.py
built gc-stress || holds "how it is executed makes no difference" cmp -s first out

cat >input.py <<'END'
import sys, threading, time
start = time.monotonic()
def sleeper():
    time.sleep(5)
    print("slept", time.monotonic() - start)
threading.Thread(target=sleeper).start()
print("read", sys.stdin.readline().strip(), time.monotonic() - start, flush=True)
END
(sleep 0.2; echo line) | "$BATON" --clock virtual input.py >out 2>err
status=$?
expect "time stands still while a read is out" 0 "read line 0.0
slept 5.0" ""

run --clock wrong all.py
expect "what --clock takes" 2 "" '^baton: --clock needs "real" or "virtual", not .wrong.$'
