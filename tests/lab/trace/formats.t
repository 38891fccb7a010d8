# The other kinds of timelines: they are what they claim to be, whatever the names in them.
. "$TOP/tests/cli/lib.sh"

cat >names.py <<'E'
import threading, time
try:
    import baton
except ImportError:
    baton = None

lock = threading.Lock()


def f():
    with lock:
        for i in range(20):
            pass
    time.sleep(0.001)


names = ["a <b> & 'c' \"d\"", "</script><!--", "\ud800 \x00 \x1b[1m \n", "äöü 😀", "x" * 300]
threads = [threading.Thread(target=f, name=n) for n in names]
for t in threads:
    t.start()
if baton:
    baton.mark("a mark: </script> & \ud800")
for t in threads:
    t.join()
E
for n in 3 100003; do
    run -N $n --trace t.json --trace t.html --trace t.svg --trace t.vcd --trace t.txt names.py
    expect "all kinds of one run, N = $n" 0 "" ""
    holds "no file is empty" test -s t.json -a -s t.html -a -s t.svg -a -s t.vcd -a -s t.txt
    holds "json: as promised" perl "$TOP/tests/lab/trace/check.pl" t.json
    if command -v xmllint >/dev/null; then
        holds "svg: well-formed" xmllint --noout t.svg
    fi
    holds "svg: a name in it" grep -q 'a &lt;b&gt; &amp; ' t.svg
    holds "html: the script ends where it should" test "$(grep -c '</script>' t.html)" = 2
    holds "html: nothing is fetched" test -z "$(grep -E '(src|href)=|https?:' t.html)"
    if command -v vcd2fst >/dev/null; then
        vcd2fst t.vcd t.fst >/dev/null 2>&1
        holds "vcd: GTKWave's converter takes it" test -s t.fst
    fi
    # times grow, and each wire that changes has been declared
    awk '/^\$var/ { known[$4] = 1 } /^\$enddefinitions/ { on = 1; next } !on || /^\$/ { next }
        /^#/ { if (substr($0, 2) + 0 < at) bad = 1; at = substr($0, 2) + 0; next }
        /^[01]/ { if (!(substr($0, 2) in known)) bad = 1; next }
        { if (!($2 in known)) bad = 1 } END { exit bad }' t.vcd
    holds "vcd: times grow, wires are known" test $? -eq 0
    holds "txt: one line each" test "$(grep -c 'the run ends, exit status 0$' t.txt)" = 1
done

# a picture stays small however long the run is
cat >long.py <<'E'
import _thread
def f():
    for i in range(5000):
        pass
    done.append(1)
done = []
_thread.start_new_thread(f, ())
_thread.start_new_thread(f, ())
while len(done) < 2:
    pass
E
run -N 1 --trace t.svg long.py
holds "svg: small" test "$(wc -c <t.svg)" -lt 60000
