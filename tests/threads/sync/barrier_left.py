# Who leaves a barrier by an exception is not counted any more, so that reset() makes it new.
import _thread
import threading
import time


def tried(wait, *args):
    try:
        return wait(*args)
    except threading.BrokenBarrierError:
        return "broken"
    except ValueError as e:
        return str(e)


def run(barrier, n):
    results = []
    threads = [threading.Thread(target=lambda: results.append(tried(barrier.wait))) for _ in range(n)]
    for t in threads:
        t.start()
    return threads, results


def failing():
    raise ValueError("the action failed")


barrier = threading.Barrier(2, action=failing)
threads, results = run(barrier, 2)
for t in threads:
    t.join()
print(sorted(results))                              # expect: ['broken', 'the action failed']
print(barrier.broken, barrier.n_waiting)            # expect: True 0
barrier.reset()
print(barrier.broken, tried(barrier.wait, 0.01))    # expect: False broken
barrier.reset()

# reset() throws out those that wait; the next round is whole
barrier = threading.Barrier(3)
threads, results = run(barrier, 2)
while barrier.n_waiting < 2:
    time.sleep(0.001)
barrier.reset()
more, numbers = run(barrier, 3)
for t in threads + more:
    t.join()
print(results, sorted(numbers), barrier.broken)     # expect: ['broken', 'broken'] [0, 1, 2] False
