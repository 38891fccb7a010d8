# Queue.shutdown(), new in 3.13.
import queue
import threading

q = queue.Queue()
q.put(1)
q.shutdown()
try:
    q.put(2)
except queue.ShutDown as e:
    print(type(e).__name__)  # expect: ShutDown
print(q.get())  # expect: 1
try:
    q.get()
except queue.ShutDown as e:
    print("no more")  # expect: no more
r = queue.Queue()
r.put(1)
r.shutdown(immediate=True)
try:
    r.get()
except queue.ShutDown:
    print("immediately")  # expect: immediately
w = queue.Queue()


def waits():
    try:
        w.get()
    except queue.ShutDown:
        print("woken")


t = threading.Thread(target=waits)
t.start()
w.shutdown()
t.join()  # expect: woken
