# One thread waits until another has filled a box, by looking again and again.  Each look that finds
# nothing is wasted; time.sleep(0) gives the lock to those who have work to do.
#   sleep0.py            looks without a pause
#   sleep0.py sleep      calls time.sleep(0) between two looks
#   sleep0.py event      waits for an Event: the right way
import sys
import threading
import time

how = sys.argv[1] if len(sys.argv) > 1 else "spin"
box = []
filled = threading.Event()
looks = 0


def fill():
    for i in range(1000):
        box.append(i)
    filled.set()


def wait():
    global looks
    if how == "event":
        filled.wait()
    while len(box) < 1000:
        looks += 1
        if how == "sleep":
            time.sleep(0)


waiter = threading.Thread(target=wait)
filler = threading.Thread(target=fill)
waiter.start()
filler.start()
waiter.join()
filler.join()
print(how + ":", f"looks in vain: {looks:,}")
