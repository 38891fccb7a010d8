# The schedule of a run that is stepped through, with the other threads running meanwhile, is that of
# a plain run.
. "$TOP/tests/cli/lib.sh"

cat >mix.py <<'END'
import _thread, threading, queue
lock, q, total = threading.Lock(), queue.Queue(), [0]
def work(n):
    for i in range(n):
        with lock:
            total[0] += i
        if i % 7 == 0:
            q.put(i)
        sorted([3, 1, 2], key=lambda v: -v)
def gen(n):
    for i in range(n):
        yield i * 2
def catch():
    for v in gen(60):
        try:
            if v % 10 == 0:
                raise ValueError(v)
        except ValueError:
            total[0] -= 1
ts = [threading.Thread(target=work, args=(20,)) for _ in range(2)]
ts.append(threading.Thread(target=catch))
for t in ts:
    t.start()
for t in ts:
    t.join()
print("hash", _thread._schedule_hash())
END

same() {
    timeout 10 "$BATON" --substrate coroutine "$@" mix.py | grep hash >plain
    timeout 10 "$BATON" debug -ex c "$@" mix.py </dev/null | grep hash >through
    timeout 20 "$BATON" debug -ex 'b 999' -ex 'si 700' -ex 's 2 all' -ex 'n 2 all' -ex rts -ex rts \
        -ex rbm -ex c "$@" mix.py </dev/null | grep '^hash' >stepped
    cmp plain through && cmp plain stepped && [ -s plain ]
    result "debug $*" $?
}
result() {
    [ "$2" = 0 ] && echo "ok - $1" || echo "not ok - $1"
}
same
same -N 1
same -N 7
same -N 50..150 --seed 3
same -N 20 --policy random --seed 5
same -N 33 --policy lifo
same --policy pct:3 --seed 2
same -N 13 --switch-points cpython
