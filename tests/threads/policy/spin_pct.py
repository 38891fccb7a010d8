# pct never interrupts for the sake of fairness: but a thread that waits by looking again and again
# falls below the others, at once if it is polite.
# cpython: no (a policy of Baton's)
# switch: inf policy=pct:1 seed=3
import threading
import time


def polite():
    while not done:
        time.sleep(0)
    print("polite sees it")


def work(flag):
    for i in range(100):
        pass
    flag.append(1)


for i in range(5):
    done = []
    threads = [threading.Thread(target=polite), threading.Thread(target=work, args=(done,))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
# expect: polite sees it
# expect: polite sees it
# expect: polite sees it
# expect: polite sees it
# expect: polite sees it


def rude():
    while not done:
        pass


done = []
threads = [threading.Thread(target=rude) for i in range(3)]
threads.append(threading.Thread(target=work, args=(done,)))
for t in threads:
    t.start()
for t in threads:
    t.join()
print("all see it")  # expect: all see it
