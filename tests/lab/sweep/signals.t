# Ctrl-C and SIGTERM: the sweep ends, says what there is, and leaves nothing behind.
. "$TOP/tests/lab/sweep/lib.sh"

cat >slow.py <<'END'
import sys, time
open("started" + str(sys.getswitchinterval()), "w").close()
if sys.getswitchinterval() > 1:
    time.sleep(1000)
END
for pair in "INT 130" "TERM 143"; do
    rm -f started*
    signal=${pair% *}
    # a shell's background job ignores SIGINT
    perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$BATON" sweep slow.py -N 1,2,3 -j 1 --no-neighbours --export part.json >out 2>err &
    pid=$!
    i=0
    while [ ! -e started2 ] && [ $i -lt 400 ]; do
        sleep 0.05
        i=$((i + 1))
    done
    kill -"$signal" $pid
    wait $pid
    status=$?
    holds "$signal: the status" [ "$status" = "${pair#* }" ]
    holds "$signal: what there is" grep -q '^Partial: 1 of 3 runs\.$' out
    holds "$signal: the export, too" grep -q '"run": 0' part.json
    holds "$signal: nothing runs on" [ -z "$(pgrep -f "$PWD/slow.py" 2>/dev/null)" ]
    holds "$signal: no files are left" [ -z "$(find . -name '.baton-sweep*')" ]
done
