# Eight threads compute until told to stop: Jain's index of how far they got (1 is equal).
# small: 20
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
THREADS = 8
stop = False
counts = [0] * THREADS


def work(me):
    i = 0
    while not stop:
        i += 1
    counts[me] = i


threads = [threading.Thread(target=work, args=(me,)) for me in range(THREADS)]
for t in threads:
    t.start()
time.sleep(n / 1000)
stop = True
for t in threads:
    t.join()
squares = sum(c * c for c in counts)
if not squares:
    sys.exit("fairness: nobody has run")
print("figure jain_index %.5f of 1" % (sum(counts) ** 2 / (THREADS * squares)))
