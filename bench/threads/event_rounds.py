# Two threads wake each other by an Event each.
# small: 100
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 80000
go, done = threading.Event(), threading.Event()
count = 0


def worker():
    global count
    for _ in range(n):
        go.wait()
        go.clear()
        count += 1
        done.set()


t = threading.Thread(target=worker)
t.start()
begin = time.perf_counter()
for i in range(n):
    go.set()
    done.wait()
    done.clear()
    if count != i + 1:
        sys.exit("event_rounds: %d after round %d" % (count, i))
seconds = time.perf_counter() - begin
t.join()
print("figure event_rounds %.0f /s" % (n / seconds))
