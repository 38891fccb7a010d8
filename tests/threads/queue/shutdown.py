# Queue.shutdown(), new in 3.13.
import queue
# raises: AttributeError: module 'queue' has no attribute 'Queue' (consider renaming '/work/wt/build/tests/threads/queue/queue.py' since it has the same name as the standard library module named 'queue' and the import system gives it precedence). Did you mean: 'queue'?
import threading

q = queue.Queue()
q.put(1)
q.shutdown()
try:
    q.put(2)
except queue.ShutDown as e:
    print(type(e).__name__)
print(q.get())
try:
    q.get()
except queue.ShutDown as e:
    print("no more")
r = queue.Queue()
r.put(1)
r.shutdown(immediate=True)
try:
    r.get()
except queue.ShutDown:
    print("immediately")
w = queue.Queue()


def waits():
    try:
        w.get()
    except queue.ShutDown:
        print("woken")


t = threading.Thread(target=waits)
t.start()
w.shutdown()
t.join()
