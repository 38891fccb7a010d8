# samples/lost_update.py with two more lines in front of the loop.  They cannot change what the loop
# does; but they shift where its turns end, and an N that is a multiple of the loop's four
# instructions cuts it at the same place each time.  Try -N 100, 101, and 90..110.
import threading

c = 0


def add():
    global c
    x = 0
    y = 0
    for i in range(100_000):
        c += 1


threads = [threading.Thread(target=add) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("lost:", 200_000 - c)
