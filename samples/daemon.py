# A daemon thread does not keep the program alive: it is stopped wherever it is when the main
# program ends.  Look at what does not come: a third tick, and the line of the `finally`.
import threading
import time


def tick():
    try:
        while True:
            print("tick")
            time.sleep(0.2)
    finally:
        print("never printed")


threading.Thread(target=tick, daemon=True).start()
time.sleep(0.3)
print("the main program ends")
