# The substrate is invisible to the schedule: what a program prints, and the hash over every switch,
# wait, wake and collection with its instruction count, are the same on OS threads and coroutines.

. "$TOP/tests/cli/lib.sh"
if built gc-stress; then
    echo "ok - not in this build: it collects at every entry of the protocol"
    exit 0
fi

cat >hash.py <<'END'
import sys
path = sys.argv[1]
sys.path.insert(0, path.rpartition("/")[0])
exec(compile(open(path).read(), path, "exec"))
import _thread
print(_thread._schedule_hash())
END

# compare SCRIPT OPTIONS...
compare() {
    script=$1
    shift
    for substrate in os coroutine; do
        "$BATON" --clock virtual --substrate $substrate "$@" hash.py "$TOP/$script" \
            >out.$substrate 2>&1 </dev/null
    done
    if grep -qE '^[0-9]+$' out.os && cmp -s out.os out.coroutine; then
        echo "ok - $script $*"
    else
        echo "not ok - $script $*"
        tail -n 3 out.os out.coroutine | sed 's/^/# /'
    fi
}

for n in 1 101 20..90; do
    compare samples/lost_update_lock.py -N $n --policy random --seed 7
    for script in samples/producer_consumer.py samples/philosophers_ordered.py samples/barrier.py \
        samples/timer.py samples/thread_pool.py samples/io_bound.py tests/threads/io/sleep_order.py; do
        compare $script -N $n
    done
done
compare samples/bank.py -N 7 --policy lifo
compare samples/bank.py -N 7 --policy priority --wake back
compare samples/bank.py -N inf
compare samples/bank.py --policy pct:3 --seed 4
