# Timer.
import threading
import time

out = []
t = threading.Timer(0.03, out.append, args=("a",))
print(t.interval, t.args, t.is_alive(), isinstance(t, threading.Thread), t.function is not None)
# expect: 0.03 ('a',) False True True
t.start()
print(out, t.is_alive())  # expect: [] True
t.join()
print(out, t.finished.is_set())  # expect: ['a'] True
c = threading.Timer(5, out.append, ["never"])
c.start()
c.cancel()
c.join()
print(out)  # expect: ['a']
k = threading.Timer(0, lambda **kw: out.append(kw), kwargs={"k": 1})
k.start()
k.join()
print(out)  # expect: ['a', {'k': 1}]
n = threading.Timer(1, print)
n.cancel()
n.start()
n.join()
print("cancelled before start")  # expect: cancelled before start
