# Two threads import the same module: it runs once, and both see it whole.
# switch: 1
import threading

out = []


def f():
    import slow_module
    out.append(slow_module.last)


ts = [threading.Thread(target=f) for i in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(out)
# expect: slow_module runs
# expect: [499, 499, 499]
