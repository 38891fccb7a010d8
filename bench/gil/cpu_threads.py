# Four threads that only compute: what does switching cost? Compare the processor time with -N inf.
import threading
def work(n):
    i = 0
    while i < n:
        i += 1
ts = [threading.Thread(target=work, args=(8000000,)) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
