# --gil-stats=json: the sums add up, whatever the script, N and policy.
. "$TOP/tests/cli/lib.sh"

cat >mixed.py <<'END'
import queue
import threading
import time

lock, rlock = threading.Lock(), threading.RLock()
condition, event, semaphore = threading.Condition(), threading.Event(), threading.Semaphore(1)
simple = queue.SimpleQueue()
ready = 0


def work(n):
    global ready
    for i in range(8):
        with lock:
            with rlock:
                pass
        with semaphore:
            time.sleep(0.001 if i % 4 == 0 else 0)
    with condition:
        ready += 1
        condition.notify()
    simple.put(n)
    event.wait()


threads = [threading.Thread(target=work, args=(i,), name=name)
           for i, name in enumerate(['plain', 'with "quotes" and \\', 'line\nfeed', '\udc80 \U0001F40D', 'last'])]
for t in threads:
    t.start()
with condition:
    while ready < 5:
        condition.wait()
for t in threads:
    simple.get()
event.set()
for t in threads[:3]:
    t.join()
END
# The same in Python: what a report must be.
cat >check.py <<'END'
import sys

true, false, null = True, False, None
text = open(sys.argv[1], encoding="utf-8", errors="strict").read()
report = eval(text)  # JSON without escapes that Python reads in another way
threads = report["threads"]
assert report["version"] == 1 and report["complete"]
assert [t["number"] for t in threads] == list(range(1, 7)), threads
assert [t["name"] for t in threads[1:3]] == ["plain", 'with "quotes" and \\']
assert threads[3]["name"] == "line\nfeed" and threads[4]["name"] == "\udc80 \U0001F40D"
assert sum(t["instructions"] for t in threads) == report["instructions"]
run = 0
for t in threads:
    states, life = t["states"], {k: t["end"][k] - t["start"][k] for k in ("instructions", "wall_ns")}
    for clock in life:
        assert sum(s[clock] for s in states.values()) == life[clock], (clock, t)
    assert states["runs"]["instructions"] == t["instructions"]
    assert 0 < t["longest_turn"] <= t["instructions"]
    assert t["turns"] == states["runs"]["times"]
    waits = {}
    for w in t["waits"]:
        waits[w["for"]] = waits.get(w["for"], 0) + w["times"]
    assert waits == {k: s["times"] for k, s in states.items() if k not in ("runs", "wants")}, t
    run += states["runs"]["wall_ns"]
assert run <= report["wall_ns"]
given = report["given_up"]
turns = sum(t["turns"] for t in threads)
assert turns - 1 <= sum(given.values()) <= turns, (turns, given)
assert given["end"] == 5
for key in "lock", "condition", "event", "semaphore", "queue", "join", "sleep":
    assert given[key] == sum(t["states"].get(key, {"times": 0})["times"] for t in threads), key
handed = report["hand_overs"]
assert handed["p50_ns"] <= handed["p90_ns"] <= handed["p99_ns"] <= handed["max_ns"]
for o in report["objects"]:
    at = sum(p["times"] for p in o["at"]) + o["at_others"]
    assert at == o["waits"]["times"] > 0, o
    mine = [w for t in threads for w in t["waits"] if w.get("object") == o["object"]]
    for key in "times", "instructions", "wall_ns":
        assert sum(w[key] for w in mine) == o["waits"][key], o
    assert o["kind"] not in ("lock", "RLock") or o["acquisitions"] > 0
names = {o["name"]: o["kind"] for o in report["objects"]}
assert names.items() <= {("lock", "lock"), ("rlock", "RLock"), ("condition", "RLock"), ("event", "event"),
                         ("condition", "condition"), ("semaphore", "semaphore"), ("simple", "queue")}, names
print("right")
END

for arguments in "" "-N 1" "-N 7" "-N 7 --clock virtual" "-N inf" "-N 5 --policy random" "-N 3 --substrate coroutine"; do
    run $arguments --gil-stats=json mixed.py
    cp err report.json
    run check.py report.json
    expect "the sums with: $arguments" 0 right ""
    if command -v python3 >/dev/null; then
        holds "... and it is JSON" eval 'python3 -c "import json, sys; json.load(open(sys.argv[1]))" report.json'
    fi
done
run --gil-stats=r.json -c 'print("out")'
expect "into a file" 0 out ""
holds "... where it is whole" eval '[ "$(head -c 1 r.json)" = "{" ] && [ "$(tail -n 1 r.json)" = "}" ]'
