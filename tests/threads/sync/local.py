# threading.local.
import threading

data = threading.local()
data.x = "main"
out = []


def f(n):
    out.append(hasattr(data, "x"))
    data.x = n
    out.append(data.x)
    out.append(sorted(data.__dict__))


for n in range(2):
    t = threading.Thread(target=f, args=(n,))
    t.start()
    t.join()
print(out, data.x, data.__dict__)  # expect: [False, 0, ['x'], False, 1, ['x']] main {'x': 'main'}


class Mine(threading.local):
    shared = []

    def __init__(self, start):
        print("init in", threading.current_thread().name)
        self.n = start

    def add(self):
        self.n += 1
        return self.n


m = Mine(10)  # expect: init in MainThread
print(m.add(), m.add())  # expect: 11 12
t = threading.Thread(target=lambda: print(m.add(), m.shared is Mine.shared), name="T")
t.start()  # expect: init in T
t.join()  # expect: 11 True
print(m.n)  # expect: 12
del data.x
try:
    data.x
except AttributeError as e:
    print(e)  # expect: '_thread._local' object has no attribute 'x'
try:
    threading.local(5)
except TypeError as e:
    print(e)  # expect: Initialization arguments are not supported
