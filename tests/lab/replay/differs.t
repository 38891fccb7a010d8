# A replay that differs from its recording, a recording that is damaged or was cut short: each is
# named.
. "$TOP/tests/cli/lib.sh"

cat >helper.py <<'END'
def step(n): return n + 1
END
cat >main.py <<'END'
import helper, threading, time
def work():
    for i in range(50):
        helper.step(i)
        time.monotonic()
threads = [threading.Thread(target=work) for i in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print("done")
END
run -N 10 --record rec main.py
expect "a recorded run" 0 done ""
run replay rec
expect "its replay" 0 done ""

cp helper.py saved
sed 's/n + 1/n + 2/' saved >helper.py
run replay rec
expect "a source that has changed" 5 "" '^baton: .*helper.py has changed since the recording \(rec, line [0-9]+\)$'
run replay rec --on-divergence continue
expect "going on with it" 5 done '^baton: .*helper.py has changed'
sed 's/return/n = n + 0; return/' saved >helper.py
run replay --on-divergence=continue rec
expect "a run that takes another way" 5 done '^  this run: thread [0-9]+ .*, at .*main.py:[0-9]+ in work$'
rm helper.py
run replay rec
expect "a source that is gone" 5 "" '^baton: .*helper.py cannot be read any more'
cp saved helper.py

awk '!done && /^2 mono/ { print "2 getpid 17"; done = 1; next } { print }' rec >bad
run replay bad
expect "another question than the recorded one" 5 "" '^  recorded: thread 2 .*getpid.* in turn'
run replay --on-divergence continue bad
expect "another question, and on" 5 done '^baton: this run differs from the recording \(bad, line [0-9]+\)$'
sed 's/^check 16 .*/check 16 1234567812345678/' rec >bad
run replay bad
expect "another schedule" 5 "" 'after 16 events the hash of the schedule is 1234567812345678'
sed 's/^end 0/end 3/' rec >bad
run replay bad
expect "another end" 5 done 'this run: the run ends with status 0'

sed 's/^turn 1$/turn one/' rec >bad
run replay bad
expect "a damaged line" 2 "" "^baton: bad:[0-9]+: 'one' should be a number$"
echo "print(1)" >bad
run replay bad
expect "no recording" 2 "" '^baton: bad:1: this is no recording'
head -n 40 rec >bad
run replay bad
expect "one that was cut short" 0 "" '^baton: the recording ends here \(bad was cut short\)$'
{ head -n 40 rec; printf '1 mono 12'; head -c 1000 /dev/zero; } >bad
run replay bad
expect "one whose writer was killed" 0 "" 'was cut short'

cat >killed.py <<'END'
import os, time
print(time.time(), flush=True)
os.kill(os.getpid(), 9)
END
"$BATON" --record rec killed.py >out1 2>/dev/null
"$BATON" replay rec >out 2>err
holds "a killed run is replayed as far as it went" cmp -s out1 out

run --record missing/rec main.py
expect "a recording that cannot be written" 2 "" "^baton: can't write the recording 'missing/rec': No such file"
run replay missing
expect "a recording that is not there" 2 "" "^baton: can't read the recording 'missing': No such file"
run replay
expect "no file named" 2 "" '^baton: replay: which recording\?$'
run replay -N 5 rec
expect "how to run is in the recording" 2 "" '^baton: replay: -N is not for here'
run replay --on-divergence panic rec
expect "what --on-divergence takes" 2 "" 'needs "stop" or "continue", not .panic'
run -i --record rec main.py
expect "no recording of the prompt" 2 "" '^baton: --record is for scripts'
