# target with args and kwargs; run() by subclassing.
import threading


def f(*args, **kwargs):
    print(args, kwargs)


for t in (threading.Thread(target=f), threading.Thread(target=f, args=(1, 2)), threading.Thread(target=f, args=[3], kwargs={"k": 4}),
          threading.Thread(None, f, "name", (5,), {"z": 6})):
    t.start()
    # expect: () {}
    # expect: (1, 2) {}
    # expect: (3,) {'k': 4}
    # expect: (5,) {'z': 6}
    t.join()


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"worker-{n}")
        self.n = n
        self.result = None

    def run(self):
        self.result = self.n ** 2


workers = [Worker(n) for n in range(4)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print([w.result for w in workers], [w.name for w in workers])
# expect: [0, 1, 4, 9] ['worker-0', 'worker-1', 'worker-2', 'worker-3']
threading.Thread().start()
Worker(3).run()
print("run() directly is an ordinary call")  # expect: run() directly is an ordinary call


class NoSuper(threading.Thread):
    def __init__(self):
        threading.Thread.__init__(self, daemon=True)

    def run(self):
        print("daemon", self.daemon)


n = NoSuper()
n.start()  # expect: daemon True
n.join()
