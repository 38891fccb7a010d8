# Four threads count until one of them has reached a million.  Who got how much of the lock?
# Try --policy fifo, lifo, random and priority, each with -N 1000.
import threading

GOAL = 1_000_000
done = False
counts = [0, 0, 0, 0]


def count(i):
    global done
    n = 0
    while not done:
        n += 1
        counts[i] = n
        if n == GOAL:
            done = True


threads = [threading.Thread(target=count, args=(i,)) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for i, n in enumerate(counts):
    print(f"thread {i}: {100 * n / GOAL:5.1f} % {'#' * (40 * n // GOAL)}".rstrip())
