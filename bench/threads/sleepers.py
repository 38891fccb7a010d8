# A thousand threads asleep at once; the time until all have ended.
# small: 50
# measure: wall
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
awake = []


def sleeper(i):
    time.sleep(seconds)
    awake.append(i)


begin = time.perf_counter()
threads = [threading.Thread(target=sleeper, args=(i,)) for i in range(n)]
for t in threads:
    t.start()
for t in threads:
    t.join()
elapsed = time.perf_counter() - begin
if sorted(awake) != list(range(n)) or elapsed < seconds:
    sys.exit("sleepers: %d awake after %.3f s" % (len(awake), elapsed))
print("figure sleepers %.0f ms" % (elapsed * 1e3))
