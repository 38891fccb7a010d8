# Five philosophers, five forks, and everybody takes the left one first: each holds one fork and waits
# for the next philosopher's, for ever.  Baton sees that nobody can go on, says who waits for whom,
# and ends with status 3.  (CPython would wait until you press Ctrl-C.)
import threading

forks = [threading.Lock() for i in range(5)]
everybody_has_one = threading.Barrier(5)


def dine(i):
    with forks[i]:
        everybody_has_one.wait()
        with forks[(i + 1) % 5]:
            print("philosopher", i, "eats")


for i in range(5):
    threading.Thread(target=dine, args=(i,), name=f"philosopher {i}").start()
