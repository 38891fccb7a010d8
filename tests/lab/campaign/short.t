# The campaign in short: `make check-lab' has it in full.
. "$TOP/tests/cli/lib.sh"
ways="--ways again,counting,unspecialised,coroutine,trace,trace-instr,stats,record,replay,replay-coroutine,real:replay,ticks:replay,slices:replay-coroutine"
seeds=1..24
if built gc-stress; then # it collects at every entry of the protocol, and modes differ in those
    ways="--ways again,coroutine,stats,trace,record,replay"
    seeds=1..6
elif built asan tsan; then
    seeds=1..8
fi
if perl "$TOP/tests/lab/campaign/run" --baton "$BATON" --seeds $seeds $ways --folder "$PWD/failed" >out 2>&1; then
    echo "ok - the same in every way: $(tail -n 1 out)"
else
    echo "not ok - the same in every way"
    sed 's/^/# /' out
fi
