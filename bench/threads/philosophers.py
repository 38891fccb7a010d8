# Five philosophers, five forks; each takes the fork with the lower number first.
# small: 50
import sys
import threading

n = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
SEATS = 5
forks = [threading.Lock() for _ in range(SEATS)]
eating = [False] * SEATS
meals = [0] * SEATS
clashes = 0


def philosopher(seat):
    global clashes
    left, right = seat, (seat + 1) % SEATS
    first, second = forks[min(left, right)], forks[max(left, right)]
    for _ in range(n):
        with first:
            with second:
                eating[seat] = True
                if eating[seat - 1] or eating[right]:
                    clashes += 1
                meals[seat] += 1
                eating[seat] = False


threads = [threading.Thread(target=philosopher, args=(seat,)) for seat in range(SEATS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
if clashes or meals != [n] * SEATS:
    sys.exit("philosophers: %d clashes, %r" % (clashes, meals))
