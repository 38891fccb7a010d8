# Three clerks sell what a queue of orders brings.  The till has a lock, the number sold has none:
# try --gil-stats.
import queue
import threading
import time

orders = queue.Queue(maxsize=2)
till_lock = threading.Lock()
till = 0
sold = 0


def clerk():
    global till, sold
    while (price := orders.get()) is not None:
        with till_lock:
            till += price
        sold += 1
        time.sleep(0.001)


clerks = [threading.Thread(target=clerk) for i in range(3)]
for t in clerks:
    t.start()
for price in range(1, 41):
    orders.put(price)
for t in clerks:
    orders.put(None)
for t in clerks:
    t.join()
print("in the till:", till)
print("sold:", sold)
