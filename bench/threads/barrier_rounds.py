# Four threads meet at a Barrier in each round.
# small: 50
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 15000
THREADS = 4
barrier = threading.Barrier(THREADS)
rounds = [0] * THREADS
late = 0


def work(me):
    global late
    for i in range(n):
        rounds[me] = i + 1
        barrier.wait()
        if min(rounds) <= i:
            late += 1
        barrier.wait()


threads = [threading.Thread(target=work, args=(me,)) for me in range(THREADS)]
begin = time.perf_counter()
for t in threads:
    t.start()
for t in threads:
    t.join()
seconds = time.perf_counter() - begin
if late or rounds != [n] * THREADS:
    sys.exit("barrier_rounds: somebody was late: %d, %r" % (late, rounds))
print("figure barrier_rounds %.0f /s" % (2 * n / seconds))
