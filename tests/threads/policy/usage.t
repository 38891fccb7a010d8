# The options of the schedule: what is wrong is said in one line.

. "$TOP/tests/cli/lib.sh"

# wrong NAME REGEX OPTIONS...
wrong() {
    name=$1 regex=$2
    shift 2
    run "$@" -c 'print("ran")'
    expect "$name" 2 "" "$regex"
}

wrong "an unknown policy" "^baton: --policy: \`foo' is no policy: there are fifo, lifo, random" --policy foo
wrong "a parameter too many" "^baton: --policy: lifo takes no parameter" --policy lifo:3
for text in pct pct: pct:0 pct:x pct:3: pct:3:0 pct:3:4:5 pct:1001; do
    wrong "$text" "^baton: --policy: pct needs a depth" --policy $text
done
wrong "an empty name" "is no policy" --policy :3
wrong "a range the wrong way round" "^baton: --switch needs .* not \`9..3'" -N 9..3
wrong "half a range" "not \`9..'" -N 9..
wrong "a range from 0" "not \`0..9'" -N 0..9
wrong "a range without limit" "not \`1..inf'" -N 1..inf
wrong "wake" "^baton: --wake needs \"front\" or \"back\", not \`middle'" --wake middle
wrong "seed" "^baton: --seed needs a number" --seed -1
BATON_SWITCH=7..3 run -c 'print(1)'
expect "BATON_SWITCH, too" 2 "" "^baton: BATON_SWITCH needs"
BATON_SWITCH=3..7 run -c 'import sys; print(sys.getswitchinterval())'
expect "a range by the environment" 0 3 ""

# a seed of chance is said, and gives the same run again
cat >seeded.py <<'END'
import threading
def f(name):
    for i in range(20):
        log.append(name)
log = []
threads = [threading.Thread(target=f, args=(name,)) for name in "ABC"]
for t in threads: t.start()
for t in threads: t.join()
print("".join(log), hash("x"))
END
run -N 5 --policy random --seed random seeded.py
mv out first
seed=$(sed -n 's/^baton: --seed //p' err)
run -N 5 --policy random --seed "$seed" seeded.py
expect "--seed random can be repeated" 0 "$(cat first)" ""
run --seed 0 -c 'print(hash("x"))'
zero=$(cat out)
PYTHONHASHSEED=5 run --seed 0 -c 'print(hash("x"))'
expect "--seed 0 beats PYTHONHASHSEED" 0 "$zero" ""

# what a script sees and sets
run -N 10..20 -c '
import sys
a = sys.getswitchinterval()
sys.setswitchinterval(5)
b = sys.getswitchinterval()
sys.setswitchinterval(a)
print(a, b, sys.getswitchinterval())'
expect "a range is read as its smaller end" 0 "10 5 10" ""
