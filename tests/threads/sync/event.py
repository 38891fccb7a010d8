# Event.
import threading

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.wait(timeout=0))  # expect: False False False
out = []
t = threading.Thread(target=lambda: out.append(e.wait()))
t.start()
e.set()
t.join()
print(out, e.is_set(), e.wait(), e.wait(0))  # expect: [True] True True True
e.clear()
print(e.is_set(), e.wait(0.001))  # expect: False False
ts = [threading.Thread(target=e.wait) for i in range(3)]
for t in ts:
    t.start()
e.set()
e.set()
for t in ts:
    t.join()
print([t.is_alive() for t in ts], str(e).split(" at ")[0], "unset" in str(threading.Event()))
# expect: [False, False, False] <threading.Event True
