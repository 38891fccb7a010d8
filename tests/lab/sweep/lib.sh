# What the tests of sweep share, beside tests/cli/lib.sh.
# shellcheck disable=SC2034
. "$TOP/tests/cli/lib.sh"
unset COLUMNS BATON_SWITCH

# sweep ARGUMENT...: no replay files, the table 120 wide; leaves $status, out and err.
sweep() {
    COLUMNS=120 run sweep --no-save "$@"
}

# rows WORD: the table's lines, without what time it took: the columns from the header's WORD on, and
# N in front.
rows() {
    awk -v word="$1" '
        !at && $0 ~ / *(policy +)?N  / { at = index($0, word) }
        at && /^$/ { exit }
        at { split($0, w, " "); line = substr($0, at); sub(/ +$/, "", line); gsub(/  +/, " ", line);
             sub(/^ +/, "", line); print w[1] " " line }' out
}

# shows NAME WORD TEXT: one test: the rows from that column on are the text.
shows() {
    rows "$2" >got
    printf '%s\n' "$3" >want
    if cmp -s got want; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        diff want got | sed 's/^/# /'
        sed 's/^/# err: /' err
    fi
}

cat >lost.py <<'END'
import threading
c = 0
def add():
    global c
    for i in range(300):
        c += 1
ts = [threading.Thread(target=add) for i in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("c =", c)
END
