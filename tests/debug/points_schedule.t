# Breakpoints that never stop, of every kind, change nothing: the schedule, object numbers, what
# collections find.
. "$TOP/tests/cli/lib.sh"

cat > plain.py <<'EOF'
import gc, threading, _thread

class Box:
    def __init__(self):
        self.items = []

    @property
    def size(self):
        return len(self.items)

total = 0
box = Box()
lock = threading.Lock()

def work(n):
    global total
    for i in range(n):
        t = total
        total = t + 1
        box.items.append(str(i) * 3)
        with lock:
            if i % 50 == 0:
                box.items = [x for x in box.items if len(x) > 3]

threads = [threading.Thread(target=work, args=(150,), name="w%d" % k) for k in (1, 2, 3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
loop = []
loop.append(loop)
del loop
print(total, len(box.items), hex(_thread._schedule_hash()), id(object()), gc.collect())
EOF

for options in "-N 37" "-N 5..60 --seed 3" "--policy random --seed 5 -N 20"; do
    # shellcheck disable=SC2086 # the options are words
    plain=$("$BATON" $options plain.py)
    # shellcheck disable=SC2086
    debugged=$("$BATON" debug -q -ex 'b 19 if t == -1 and box.items[-1] == "no"' \
        -ex 'b work if sum([n]) < 0' -ex 'b 17 if box.size < 0' -ex 'log 18 "{i}" if i == 70' \
        -ex 'log 19 "{total!r:>5} {sorted(box.items)[0]}" if i == 71' \
        -ex 'watch total if total == -5' -ex 'watch len(box.items) if total < 0' \
        -ex 'b race total if total < 0' -ex 'b lock lock if total < 0' -ex 'b gil if total < 0' \
        -ex 'b raise OSError' -ex 'b *work+3 if n == -1' -ex 'b nosuch.py:3' -ex c $options plain.py \
        < /dev/null | grep 0x)
    echo "# $plain"
    echo "# $debugged"
    holds "$options" test "$plain" = "$debugged"
done
