# interrupt_main() raises KeyboardInterrupt in the main thread.
import _thread
import threading
import time


def f():
    time.sleep(0.02)
    _thread.interrupt_main()


threading.Thread(target=f).start()
try:
    while True:
        pass
except KeyboardInterrupt:
    print("out of the loop")  # expect: out of the loop
try:
    _thread.interrupt_main()
    while True:
        pass
except KeyboardInterrupt:
    print("from the main thread itself")  # expect: from the main thread itself
