# join with a timeout returns None either way; is_alive() tells.
import threading
import time

t = threading.Thread(target=time.sleep, args=(0.15,))
t.start()
begin = time.monotonic()
print(t.join(0.03), t.is_alive(), time.monotonic() - begin < 0.12)  # expect: None True True
print(t.join(), t.is_alive(), time.monotonic() - begin >= 0.14)  # expect: None False True
t.join()
