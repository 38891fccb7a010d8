# switch: 3
# SimpleQueue in detail: arguments, time-outs, subclasses, many waiting threads.
import queue
import threading

q = queue.SimpleQueue()


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


print(queue.SimpleQueue.__module__, queue.Empty.__module__, queue.Empty.__mro__[1].__name__)
# expect: _queue _queue Exception
tried(lambda: q.get(timeout=-1))
# expect: builtins ValueError 'timeout' must be a non-negative number
tried(lambda: q.get(False, -1))  # expect: _queue Empty
tried(lambda: q.get(block=[]))  # expect: _queue Empty
tried(lambda: q.get(True, 0.001))  # expect: _queue Empty
tried(lambda: q.get(True, 0))  # expect: _queue Empty
tried(lambda: queue.SimpleQueue(1))
# expect: builtins TypeError SimpleQueue() takes no positional arguments
tried(lambda: queue.SimpleQueue(a=1))
# expect: builtins TypeError SimpleQueue() takes no keyword arguments
tried(lambda: q.put())
# expect: builtins TypeError put() missing required argument 'item' (pos 1)
tried(lambda: q.put(1, 2, 3, 4))
# expect: builtins TypeError put() takes at most 3 arguments (4 given)
tried(lambda: q.x)
# expect: builtins AttributeError '_queue.SimpleQueue' object has no attribute 'x'
q.put(item=1, block=False, timeout=-5)
q.put_nowait(item=2)
print(q.qsize(), q.empty(), q.get(), q.get_nowait(), q.qsize(), q.empty())
# expect: 2 False 1 2 0 True
for i in range(100):
    q.put(i)
    if i % 3:
        q.get()
print(q.qsize(), [q.get() for _ in range(q.qsize())][:5])  # expect: 34 [66, 67, 68, 69, 70]


class Named(queue.SimpleQueue):
    def __init__(self):
        self.name = "mine"


named = Named()
named.put([named])
print(named.name, named.get()[0] is named, queue.SimpleQueue[int])
# expect: mine True _queue.SimpleQueue[int]

# as many gets as puts, whoever is woken for what
results = []


def consume():
    for _ in range(20):
        results.append(q.get(timeout=60))


def produce(first):
    for i in range(first, 100, 5):
        q.put(i)


threads = [threading.Thread(target=consume) for _ in range(5)]
threads += [threading.Thread(target=produce, args=(first,)) for first in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results) == list(range(100)), q.empty())  # expect: True True

# a queue in a cycle with what it holds is garbage
import gc
import weakref


class Item:
    pass


item = Item()
item.queue = queue.SimpleQueue()
item.queue.put(item)
gone = weakref.ref(item)
del item
gc.collect()
print(gone())  # expect: None
