# switch: 500
# cpython: no (the module baton)
# repeat: 3
import baton
import gc
import threading
import time

lock = threading.Lock()


def work(rounds):
    for _ in range(rounds):
        with lock:
            for _ in range(100):
                pass


def run(*rounds):
    threads = [threading.Thread(target=work, args=(n,), name=f"w{i}") for i, n in enumerate(rounds)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return threads


run(1)  # not watched
with baton.watch() as w:
    threads = run(30, 30, 30)
run(1)
stats = w.stats()
print(*stats)  # expect: instructions switches turns_over yields acquisitions collections threads objects
print(stats["acquisitions"], stats["yields"])  # expect: 90 0
for t in threads:
    seen = stats["threads"][t.ident]
    print(seen["name"], seen["ended"], seen["instructions"] == baton.instructions(t), seen["turns"] == baton.turns(t))
# expect: w0 True True True
# expect: w1 True True True
# expect: w2 True True True
print(sum(s["instructions"] for s in stats["threads"].values()) == stats["instructions"])  # expect: True
print(*stats["threads"][1])  # expect: name ended instructions turns longest_turn wanted waited
print(*stats["threads"][1]["waited"])  # expect: join
(seen,) = stats["objects"]
print(seen["name"], seen["acquisitions"], seen["waits"] > 0)  # expect: lock 1 (lock) 90 True
print(stats == w.stats())  # expect: True

# several at once, one inside the other; while it runs, and dropped while it runs
outer = baton.watch()
run(1)
with baton.watch() as inner:
    run(1, 1)
run(1)
print(outer.stats()["acquisitions"], inner.stats()["acquisitions"])  # expect: 4 2
time.sleep(0)
print(outer.stats()["yields"], inner.stats()["yields"])  # expect: 0 0
baton.watch()
gc.collect()
run(1)
print(outer.stats()["acquisitions"], outer.stats()["collections"] >= 0)  # expect: 5 True
outer.stop()
outer.stop()
run(1)
print(outer.stats()["acquisitions"])  # expect: 5
try:
    baton.watch(1)
except TypeError as e:
    print(e)  # expect: watch expected 0 arguments, got 1
