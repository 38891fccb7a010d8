# --switch-points cpython: a turn ends only at backward jumps, function starts, resumed generators and
# after calls of functions in C. Equal by blocks and by instruction, with and without specialisation.

. "$TOP/tests/cli/lib.sh"

cat >races.py <<'END'
# Which of these lose an update? KIND says how the value gets from the load to the store.
import sys, threading

def same(x):
    return x

class Box:
    n = 0

def items(x):
    while True:
        x = yield x

def straight():
    global c
    for i in range(30):
        c += 1

def branch():
    global c
    for i in range(30):
        x = c
        if i >= 0:
            x = x + 1
        else:
            x = x - 1
        c = x

def attribute():
    for i in range(30):
        Box.n += 1

def item():
    for i in range(30):
        d["n"] += 1

def caught():
    global c
    for i in range(30):
        x = c
        try:
            raise_
        except NameError:
            x += 1
        c = x

def python_call():
    global c
    for i in range(30):
        c = same(c) + 1

def argument_only():
    global c
    for i in range(30):
        same(i)
        c += 1

def c_call():
    global c
    for i in range(30):
        c = abs(c) + 1

def loop():
    global c
    for i in range(30):
        x = c
        for j in (1, 2):
            pass
        c = x + 1

def generator():
    global c
    g = items(0)
    next(g)
    for i in range(30):
        x = c
        y = g.send(x)
        c = y + 1

def callback():
    global c
    for i in range(30):
        x = c
        y = max([x], key=same)
        c = y + 1

kind = globals()[sys.argv[1]]
c, d = 0, {"n": 0}
threads = [threading.Thread(target=kind) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
total = c + Box.n + d["n"]
print("whole" if total == 60 else "torn", end=" ")
if len(sys.argv) > 2:
    import _thread
    print(_thread._schedule_hash())
END

if built gc-stress thread; then
    echo "ok - not in this build: it is about hundreds of runs"
    exit 0
fi
sees() {
    for n in 1 2 3 5 7 8 11; do
        "$BATON" -N $n --switch-points $2 races.py "$1"
    done >out 2>&1
    case $(cat out) in
    *torn*) echo torn ;;
    *) echo whole ;;
    esac
}

for kind in straight branch attribute item caught argument_only; do
    got="$(sees $kind all) $(sees $kind cpython)"
    [ "$got" = "torn whole" ] && echo "ok - $kind: only with all points" || echo "not ok - $kind: $got"
done
for kind in python_call c_call loop generator callback; do
    got=$(sees $kind cpython)
    [ "$got" = torn ] && echo "ok - $kind: as in CPython, too" || echo "not ok - $kind: $got"
done

for kind in straight branch python_call c_call loop generator callback caught; do
    verdict=ok
    for n in 6 50..60; do
        for policy in fifo pct:3; do
            first=
            for extra in dispatch=blocks dispatch=counting specialise=off; do
                got=$("$BATON" -N $n --policy $policy --switch-points cpython -X $extra races.py $kind hash 2>&1)
                [ -n "$first" ] || first=$got
                [ "$got" = "$first" ] || verdict="not ok"
            done
        done
    done
    echo "$verdict - $kind: the same schedule by blocks and by instruction"
done

run --switch-points cpython --max-instr 20011 -c 'while True: pass'
expect "limits stay exact" 6 "" "executed 20011 instructions"
run --switch-points cpython --max-instr 20011 -c 'while True: a = b = c = d = e = f = g = 1'
expect "between switch points, too" 6 "" "executed 20011 instructions"
run --switch-points some -c 1
expect "usage" 2 "" "^baton: --switch-points needs \"all\" or \"cpython\", not \`some'"
