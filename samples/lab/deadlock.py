# Two threads take two locks in opposite order, a few instructions apart, once in a while.  If a turn
# ends just there, each waits for the other, for good: the exit status is 3.  Many switch intervals
# never show it: baton sweep deadlock.py -N 100..120/1
import threading

left, right = threading.Lock(), threading.Lock()
meals = 0


def eat(first, second, pause):
    global meals
    for _ in range(20):
        for _ in range(pause):
            pass
        with first:
            with second:
                meals += 1


threads = [
    threading.Thread(target=eat, args=(left, right, 100)),
    threading.Thread(target=eat, args=(right, left, 150)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(meals, "meals")
