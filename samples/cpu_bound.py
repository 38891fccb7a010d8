# Computing needs the interpreter: under one lock, two threads are not faster than one after the
# other.  The ratio is about 1, however many processors the machine has.
import threading
import time


def count(n):
    while n > 0:
        n -= 1


def seconds(f):
    start = time.perf_counter()
    f()
    return time.perf_counter() - start


def one_after_the_other():
    count(1_500_000)
    count(1_500_000)


def two_threads():
    threads = [threading.Thread(target=count, args=(1_500_000,)) for i in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


ratio = min(seconds(two_threads) / seconds(one_after_the_other) for i in range(3))
print("two threads are faster:", ratio < 0.75)
