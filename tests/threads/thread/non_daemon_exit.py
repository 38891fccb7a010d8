# The program waits for threads that are not daemons.
import threading
import time


def f():
    time.sleep(0.1)
    print("thread ends")


threading.Thread(target=f).start()
print("main ends")
# expect: main ends
# expect: thread ends
