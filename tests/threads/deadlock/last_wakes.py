# A thread that could have woken the others comes back from its sleep, and ends.
# exit: 3
# expect-err: deadlock: all 2 threads wait for each other
# cpython: no (waits for ever)
import threading
import time

never = threading.Event()
thread = threading.Thread(target=never.wait)
thread.start()
threading.Thread(target=time.sleep, args=(0.02,)).start()
print("started")  # expect: started
thread.join()
