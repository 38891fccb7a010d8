# queue.Queue.
import queue
import threading

q = queue.Queue(2)
print(q.empty(), q.full(), q.qsize(), q.maxsize)  # expect: True False 0 2
q.put("a")
q.put("b", timeout=1)
print(q.full(), q.qsize())  # expect: True 2


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


error(lambda: q.put("c", block=False))  # expect: queue Full
error(lambda: q.put_nowait("c"))  # expect: queue Full
error(lambda: q.put("c", timeout=0.01))  # expect: queue Full
print(q.get(), q.get_nowait())  # expect: a b
error(lambda: q.get(False))  # expect: _queue Empty
error(lambda: q.get(timeout=0.01))  # expect: _queue Empty
error(lambda: q.get(timeout=-1))
# expect: builtins ValueError 'timeout' must be a non-negative number
error(lambda: q.task_done() or q.task_done() or q.task_done())
# expect: builtins ValueError task_done() called too many times
out = []


def consumer():
    while True:
        item = q.get()
        if item is None:
            q.task_done()
            break
        out.append(item)
        q.task_done()


t = threading.Thread(target=consumer)
t.start()
for i in range(10):
    q.put(i)
q.put(None)
q.join()
t.join()
print(out, q.unfinished_tasks)  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] 0
