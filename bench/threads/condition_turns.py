# Four threads take turns: each waits at a Condition until the number is its own.
# small: 100
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 120000
THREADS = 4
condition = threading.Condition()
turn = 0
seen = []


def work(me):
    global turn
    for i in range(n // THREADS):
        with condition:
            while turn % THREADS != me:
                condition.wait()
            seen.append(me)
            turn += 1
            condition.notify_all()


threads = [threading.Thread(target=work, args=(me,)) for me in range(THREADS)]
begin = time.perf_counter()
for t in threads:
    t.start()
for t in threads:
    t.join()
seconds = time.perf_counter() - begin
if seen != list(range(THREADS)) * (n // THREADS):
    sys.exit("condition_turns: out of turn")
print("figure condition_turns %.0f /s" % (n / seconds))
