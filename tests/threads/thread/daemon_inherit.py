# daemon is inherited from the creating thread.
import threading


def inner():
    print("inner", threading.Thread().daemon)


d = threading.Thread(target=inner, daemon=True)
d.start()  # expect: inner True
d.join()
n = threading.Thread(target=inner)
n.start()  # expect: inner False
n.join()
print(threading.Thread().daemon, threading.Thread(daemon=True).daemon)  # expect: False True
