# A pool in a few lines: four threads take jobs from a queue until each has got its None.
# The answers come in any order; the dict puts them in their place.
import queue
import threading
import time

jobs = queue.Queue()
answers = {}


def work():
    while (n := jobs.get()) is not None:
        time.sleep(0.01 * (10 - n))  # the first jobs take longest
        answers[n] = n**3


pool = [threading.Thread(target=work, name=f"worker {i}") for i in range(4)]
for t in pool:
    t.start()
for n in range(10):
    jobs.put(n)
for t in pool:
    jobs.put(None)
for t in pool:
    t.join()
for n in sorted(answers):
    print(n, "cubed is", answers[n])
