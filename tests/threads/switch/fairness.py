# A waking thread gets its turn soon, beside CPU-bound ones.
import threading
import time

stop = False


def burn():
    while not stop:
        pass


ts = [threading.Thread(target=burn) for i in range(3)]
for t in ts:
    t.start()
late = []
for i in range(20):
    begin = time.perf_counter()
    time.sleep(0.001)
    late.append(time.perf_counter() - begin - 0.001)
stop = True
for t in ts:
    t.join()
print(len(late), sorted(late)[10] < 0.2)  # expect: 20 True
