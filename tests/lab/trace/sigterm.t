# SIGTERM (what `timeout' sends): what watches writes its findings, and the process dies of the signal.
. "$TOP/tests/cli/lib.sh"

cat >busy.py <<'END'
import threading
import time


def work(forever):
    while forever:
        pass


thread = threading.Thread(target=time.sleep, args=(100,))
thread.start()
print("begun", flush=True)
work(WORK)
thread.join()
END
sed 's/WORK/True/' busy.py >computes.py
sed 's/WORK/False/' busy.py >waits.py

# terminated SCRIPT OPTION...: run it, end it by SIGTERM once it has begun; leaves $status.
terminated() {
    script=$1
    rm -f out
    shift
    "$BATON" "$@" "$script" </dev/null >out 2>err &
    pid=$!
    until [ -s out ]; do
        kill -0 $pid 2>/dev/null || break
        sleep 0.02
    done
    kill -TERM $pid
    status=0
    wait $pid 2>/dev/null || status=$?
}

for substrate in os coroutine; do
    for script in computes.py waits.py; do
        rm -f t.txt s.txt r.rec
        terminated $script --substrate $substrate --trace t.txt --gil-stats=s.txt --record r.rec
        holds "$script on $substrate: it dies of the signal" [ "$status" = 143 ]
        holds "... the timeline is there" grep -q "MainThread *starts" t.txt
        holds "... so are the statistics" grep -q "^MainThread" s.txt
        run replay r.rec
        expect "... and the recording, up to there" 143 begun ""
    done
done
terminated computes.py
holds "unwatched, too" [ "$status" = 143 ]
