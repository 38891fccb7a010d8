# pct finds a bug of depth 2 (one that needs the right thread to be interrupted at the right step) with
# a probability of at least 1 / (n k): counted over fixed seeds, so the figure is the same every time.

. "$TOP/tests/cli/lib.sh"

if built gc-stress thread; then
    echo "ok - not in this build: it is about hundreds of runs"
    exit 0
fi

cat >bug.py <<'END'
import threading

def take():
    global left, sold
    if left > 0:
        x = left
        left = x - 1
        sold += 1

left, sold = 1, 0
threads = [threading.Thread(target=take) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("bug" if sold > 1 else "fine")
END

# found RUNS OPTIONS...: in so many runs with the seeds 1 to RUNS the bug shows
found() {
    runs=$1
    shift
    seed=0
    while [ $((seed += 1)) -le "$runs" ]; do
        "$BATON" --seed $seed "$@" bug.py
    done | grep -c bug
}

# 3 threads, and fewer than 100 instructions from the first start to the end
share() {
    hits=$(found 60 --policy $1)
    [ $((hits * $2)) -ge 60 ] && echo "ok - $1 finds it in $hits of 60 runs, at least 1 in $2" ||
        echo "not ok - $1 finds it in $hits of 60 runs"
}
share pct:2:100 300
share pct:2 300
share pct:3:100 300
hits=$(found 10 --policy pct:2:100)
again=$(found 10 --policy pct:2:100 -X dispatch=counting)
[ "$again" = "$hits" ] && echo "ok - again in as many" || echo "not ok - again in as many"
for policy in pct:1 fifo; do
    hits=$(found 20 --policy $policy)
    [ "$hits" = 0 ] && echo "ok - $policy does not find it" || echo "not ok - $policy finds it"
done
