# It waits for them after an uncaught exception too; the status stays 1.
import threading
import time


def f():
    time.sleep(0.1)
    print("thread ends")


threading.Thread(target=f).start()
print("main")
# expect: main
# expect: thread ends
raise ValueError("main fails")  # raises: ValueError: main fails
