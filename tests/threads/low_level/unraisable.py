# An exception in a thread of _thread.
# expect-err: ^Exception ignored in thread started by <function f at 0x[0-9a-f]+>:$
# expect-err: ^ZeroDivisionError: division by zero$
import _thread
import time


def f():
    1 / 0


_thread.start_new_thread(f, ())
time.sleep(0.05)
print("main")  # expect: main
