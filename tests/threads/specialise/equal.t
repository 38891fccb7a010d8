# Specialisation is invisible to the schedule: the hash over every switch, wait, wake and collection
# with its instruction count is the same with inline caches and fast ways on and off, and whether
# the loop counts by block or by instruction.

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

# compare SCRIPT N...: one test per N
compare() {
    script=$1
    shift
    for n in "$@"; do
        verdict=ok first=
        for way in specialise=on specialise=off; do
            for dispatch in blocks counting; do
                "$BATON" -N "$n" -X $way -X dispatch=$dispatch hash.py "$TOP/tests/threads/$script" \
                    >out 2>&1 </dev/null
                [ -n "$first" ] || { mv out first; first=y; continue; }
                cmp -s first out || { verdict="not ok"; cp out "out.$way.$dispatch"; }
            done
        done
        echo "$verdict - $script, turns of $n instructions"
        if [ "$verdict" != ok ]; then
            tail -n 3 first out.* | sed 's/^/# /'
            rm -f out.*
        fi
    done
}

compare specialise/objects.py 1 2 13 101 5003 inf
compare specialise/special.py 1 2 13 101 997 inf
compare specialise/garbage.py 7 1009 100003
for script in attribute_and_item callback_switch exceptions_switch generators_switch \
    every_instruction lost_update containers_torn deterministic_locks; do
    compare switch/$script.py 1 5 100003
done
for script in sync/condition_lock sync/convoy sync/lock_contention programs/bounded_buffer \
    programs/readers_writers programs/ping_pong thread/exception thread/start_order \
    queue/simple queue/kinds sync/barrier_rounds baton/exact baton/knobs; do
    compare $script.py 1 17
done
