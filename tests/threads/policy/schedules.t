# Who is next under each policy: the same in every run, by blocks and by instruction, and what
# distinguishes one from another.

. "$TOP/tests/cli/lib.sh"

cat >work.py <<'END'
import threading, time
from _thread import _schedule_hash

def work(name):
    for i in range(12):
        log.append(name)
        if i % 5 == 4:
            with lock:
                log.append(name.lower())
        if i == 7:
            time.sleep(0)

log = []
lock = threading.Lock()
threads = [threading.Thread(target=work, args=(name,)) for name in "ABCD"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("".join(log), _schedule_hash())
END

# same NAME OPTIONS...: equal in two runs, both dispatches, and without specialisation
same() {
    name=$1
    shift
    "$BATON" "$@" work.py >first 2>&1
    for extra in dispatch=blocks dispatch=counting specialise=off; do
        "$BATON" "$@" -X $extra work.py >again 2>&1
        cmp -s first again || {
            echo "not ok - $name ($extra)"
            cat first again | sed 's/^/# /'
            return
        }
    done
    echo "ok - $name"
}

# differ NAME A B: two option texts give different schedules
differ() {
    "$BATON" $2 work.py >first 2>&1
    "$BATON" $3 work.py >again 2>&1
    if cmp -s first again; then echo "not ok - $1"; else echo "ok - $1"; fi
}

# alike NAME A B: two option texts give the same
alike() {
    "$BATON" $2 work.py >first 2>&1
    "$BATON" $3 work.py >again 2>&1
    if cmp -s first again; then echo "ok - $1"; else echo "not ok - $1"; fi
}

if built gc-stress thread; then
    echo "ok - not in this build: it is about hundreds of runs"
    exit 0
fi
for policy in fifo lifo random priority pct:1 pct:4 pct:4:300; do
    for n in 1 17 10..40 inf; do
        same "$policy, turns of $n" -N $n --policy $policy
    done
done
same "random, seed 12345" -N 9 --policy random --seed 12345
same "wake back" -N 9 --wake back
differ "random: another seed, another schedule" \
    "-N 9 --policy random --seed 1" "-N 9 --policy random --seed 2"
differ "a range: another seed, another schedule" "-N 5..50 --seed 1" "-N 5..50 --seed 2"
differ "lifo is not fifo" "-N 9 --policy lifo" "-N 9 --policy fifo"
differ "random is not fifo" "-N 9 --policy random" "-N 9 --policy fifo"
alike "priority among equals is fifo" "-N 9 --policy priority" "-N 9 --policy fifo"
alike "the range 7..7 is 7" "-N 7 --policy random --seed 5" "-N 7..7 --policy random --seed 5"
alike "fifo asks no seed" "-N 7 --seed 1" "-N 7 --seed 2"
