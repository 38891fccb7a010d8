# A Timer is a thread that waits, then calls.  cancel() in time, and it never does.
import threading
import time

threading.Timer(0.2, print, args=("second",)).start()
threading.Timer(0.1, print, args=("first",)).start()
never = threading.Timer(0.3, print, args=("never",))
never.start()
time.sleep(0.15)
never.cancel()
never.join()
print("cancelled:", never.finished.is_set())
