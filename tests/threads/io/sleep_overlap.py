# Sleeps overlap.
import threading
import time

begin = time.monotonic()
ts = [threading.Thread(target=time.sleep, args=(0.1,)) for i in range(20)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(time.monotonic() - begin < 0.5)  # expect: True
