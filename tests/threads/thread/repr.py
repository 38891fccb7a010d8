# repr of threads.
import threading
import time

t = threading.Thread(target=time.sleep, args=(0.05,), name="T")
print(str(t))  # expect: <Thread(T, initial)>
t.start()
print(str(t).startswith("<Thread(T, started "))  # expect: True
t.join()
print(str(t).startswith("<Thread(T, stopped "), str(threading.main_thread()).startswith("<_MainThread(MainThread, started "))
# expect: True True
d = threading.Thread(name="D", daemon=True)
print(d)  # expect: <Thread(D, initial daemon)>
