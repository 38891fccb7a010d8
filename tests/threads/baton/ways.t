# Steered by the module baton, the schedule is the same in every way to run the script: counting by
# block or by instruction, specialised or not, on OS threads or coroutines, watched or not, replayed.
. "$TOP/tests/cli/lib.sh"
if built gc-stress; then
    echo "ok - not in this build: it collects at every entry of the protocol"
    exit 0
fi
script=$TOP/tests/threads/baton/steered.py
for seed in 1 2 3 4 5 6; do
    verdict=ok
    "$BATON" --record r.rec "$script" $seed >first 2>&1 </dev/null || verdict="not ok"
    for way in "-X dispatch=counting" "-X specialise=off" "--substrate coroutine" \
        "--gil-stats=stats.txt" "--trace trace.txt"; do
        "$BATON" $way "$script" $seed >out 2>&1 </dev/null
        cmp -s first out || { verdict="not ok"; mv out "out.$way"; }
    done
    for substrate in os coroutine; do
        "$BATON" replay r.rec --substrate $substrate >out 2>&1 </dev/null
        cmp -s first out || { verdict="not ok"; mv out "out.replay $substrate"; }
    done
    echo "$verdict - steered by the module baton, seed $seed"
    [ "$verdict" = ok ] || { tail -n 3 first out.* | sed 's/^/# /'; rm -f out.*; }
done
