# Lists of switches: what the kernel chose is recorded and replayed on both substrates; a list is
# exported, edited, and followed.
. "$TOP/tests/cli/lib.sh"

cat >kernel.py <<'END'
import _thread, threading, time
log = []
def work(name):
    for i in range(400):
        log.append(name)
    time.sleep(0.001)
    for i in range(400):
        with lock:
            log.append(name)
lock = threading.Lock()
threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
for t in threads:
    t.start()
for i in range(3):
    threading.Event().wait(0.0005)
    time.sleep(0)
for t in threads:
    t.join()
print("".join(log), _thread._schedule_hash(), time.time())
END
for policy in ticks ticks:7 slices:100us; do
    "$BATON" --policy $policy --record rec kernel.py >want 2>&1
    for substrate in os coroutine; do
        run replay --substrate $substrate rec
        expect "$policy, replayed on $substrate" 0 "$(cat want)" ""
    done
done

cat >race.py <<'END'
import threading
c = 0
def add():
    global c
    for i in range(3):
        c += 1
threads = [threading.Thread(target=add) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(c)
END
run --record rec race.py
expect "a run without a race" 0 6 ""
run replay rec --export-switches list
expect "its list" 0 6 ""
holds "the list is readable" grep -qE '^switch 2 [0-9]+ 3 end$' list
run --policy replay:list race.py
expect "following it" 0 6 ""
run --policy replay:list -X dispatch=counting --substrate coroutine race.py
expect "following it on coroutines" 0 6 ""
# thread 2 stops between reading and writing c, thread 3 adds 1, thread 2 writes what it had
sed 's/^switch 2 .* end.*/switch 2 4 3 turn # by hand\n\nswitch 3 8 2 turn\nswitch 2 10 3 turn/' list >edited
run --policy replay:edited --record rec race.py
expect "an edited one loses an update" 0 5 ""
run replay --substrate coroutine rec
expect "and again from its recording" 0 5 ""

echo "switch 1 2 three turn" >>edited
run --policy replay:edited race.py
expect "a line that is wrong" 2 "" '^baton: edited:[0-9]+: it should be: switch THREAD INSTRUCTIONS NEXT WHY$'
run --policy replay:race.py race.py
expect "no list" 2 "" '^baton: race.py:1: this is no list of switches'
run --policy replay race.py
expect "no file" 2 "" 'replay needs a file: replay:FILE'
