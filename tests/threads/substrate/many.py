# Ten thousand threads live at the same time, each with a stack of its own.
# options: --substrate coroutine
# unless: tsan
# cpython: no (it has no substrates)
import threading

N = 10000
go = threading.Event()
order = []


def work(i):
    go.wait()
    order.append(i)


threads = [threading.Thread(target=work, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
print(threading.active_count())
# expect: 10001
go.set()
for t in threads:
    t.join()
print(order == list(range(N)), threading.active_count())
# expect: True 1

# and stacks are used again: many more than can be alive
for i in range(20000):
    t = threading.Thread(target=order.append, args=(i,))
    t.start()
    t.join()
print(len(order))
# expect: 30000
