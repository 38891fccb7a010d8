# A thread that counts while the main thread waits for it: 5 s, one number a second.
import threading
import time


def print_numbers():
    for i in range(5):
        time.sleep(1)
        print(i)


thread = threading.Thread(target=print_numbers)
thread.start()
thread.join()
print("Thread has completed its execution.")
