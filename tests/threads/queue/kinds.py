# LifoQueue, PriorityQueue, SimpleQueue.
import queue
import threading

l = queue.LifoQueue()
p = queue.PriorityQueue()
s = queue.SimpleQueue()
for x in (3, 1, 2, 5, 4):
    l.put(x)
    p.put(x)
    s.put(x)
print([l.get() for i in range(5)], [p.get() for i in range(5)], [s.get() for i in range(5)])
# expect: [4, 5, 2, 1, 3] [1, 2, 3, 4, 5] [3, 1, 2, 5, 4]
p.put((2, "b"))
p.put((1, "z"))
print(p.get(), s.empty(), s.qsize())  # expect: (1, 'z') True 0
for f in (lambda: s.get(False), lambda: s.get_nowait(), lambda: s.get(timeout=0.01), lambda: l.get_nowait(), lambda: s.get(timeout=-1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
        # expect: Empty
        # expect: Empty
        # expect: Empty
        # expect: Empty
        # expect: ValueError 'timeout' must be a non-negative number
got = []
t = threading.Thread(target=lambda: got.append(s.get()))
t.start()
s.put("x")
t.join()
print(got, queue.Empty.__mro__[1].__name__, queue.Full.__name__)  # expect: ['x'] Exception Full
