# enumerate() and active_count().
import threading

go = threading.Event()
ts = [threading.Thread(target=go.wait, name=f"T{i}") for i in range(3)]
for t in ts:
    t.start()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
# expect: 4 ['MainThread', 'T0', 'T1', 'T2']
go.set()
for t in ts:
    t.join()
print(threading.active_count(), threading.enumerate() == [threading.main_thread()])  # expect: 1 True
