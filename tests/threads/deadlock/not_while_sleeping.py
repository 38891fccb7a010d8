# A sleeping thread may still release the lock.
import threading
import time

lock = threading.Lock()
lock.acquire()


def f():
    time.sleep(0.05)
    lock.release()


threading.Thread(target=f).start()
lock.acquire()
print("got it")  # expect: got it
