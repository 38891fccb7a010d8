# Four threads count in attributes of one threading.local.
# small: 100
import sys
import threading

n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
local = threading.local()
results = []


def work(me):
    local.count = 0
    local.me = me
    for _ in range(n):
        local.count += 1
    results.append((local.me, local.count))


threads = [threading.Thread(target=work, args=(me,)) for me in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
if sorted(results) != [(me, n) for me in range(4)] or hasattr(local, "count"):
    sys.exit("thread_local: %r" % results)
