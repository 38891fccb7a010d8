# Daemon threads that wait are no deadlock when the main program ends.
import threading

lock = threading.Lock()
lock.acquire()
threading.Thread(target=lock.acquire, daemon=True).start()
print("main ends")  # expect: main ends
