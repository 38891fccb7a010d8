# The repair of philosophers.py: everybody takes the fork with the lower number first.  So no circle
# of waiting can close: whoever holds the highest fork has both.
import threading
import time

forks = [threading.Lock() for i in range(5)]
eaten = [0] * 5


def dine(i):
    first, second = sorted((i, (i + 1) % 5))
    for meal in range(3):
        with forks[first]:
            time.sleep(0.001)
            with forks[second]:
                eaten[i] += 1


threads = [threading.Thread(target=dine, args=(i,)) for i in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("meals:", eaten)
