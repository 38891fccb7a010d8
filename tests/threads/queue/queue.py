# queue.Queue.
import queue
# raises: AttributeError: module 'queue' has no attribute 'Queue' (consider renaming '/work/wt/build/tests/threads/queue/queue.py' since it has the same name as the standard library module named 'queue' and the import system gives it precedence). Did you mean: 'queue'?
import threading

q = queue.Queue(2)
print(q.empty(), q.full(), q.qsize(), q.maxsize)
q.put("a")
q.put("b", timeout=1)
print(q.full(), q.qsize())


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


error(lambda: q.put("c", block=False))
error(lambda: q.put_nowait("c"))
error(lambda: q.put("c", timeout=0.01))
print(q.get(), q.get_nowait())
error(lambda: q.get(False))
error(lambda: q.get(timeout=0.01))
error(lambda: q.get(timeout=-1))
error(lambda: q.task_done() or q.task_done() or q.task_done())
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
print(out, q.unfinished_tasks)
