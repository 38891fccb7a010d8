# A pool of four threads made of a Queue; each task gives its result by an object with an Event.
# small: 100
import queue
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000


class Result:
    def __init__(self):
        self.event = threading.Event()
        self.value = None

    def set(self, value):
        self.value = value
        self.event.set()

    def get(self):
        self.event.wait()
        return self.value


class Pool:
    def __init__(self, size):
        self.tasks = queue.Queue()
        self.threads = [threading.Thread(target=self.work) for _ in range(size)]
        for t in self.threads:
            t.start()

    def work(self):
        while True:
            task = self.tasks.get()
            if task is None:
                return
            function, args, result = task
            result.set(function(*args))
            self.tasks.task_done()

    def submit(self, function, *args):
        result = Result()
        self.tasks.put((function, args, result))
        return result

    def close(self):
        self.tasks.join()
        for _ in self.threads:
            self.tasks.put(None)
        for t in self.threads:
            t.join()


pool = Pool(4)
begin = time.perf_counter()
total = 0
for first in range(0, n, 100):
    results = [pool.submit(pow, i, 2) for i in range(first, first + 100)]
    total += sum(r.get() for r in results)
seconds = time.perf_counter() - begin
pool.close()
if total != sum(i * i for i in range(n)):
    sys.exit("thread_pool: wrong sum: %d" % total)
print("figure pool_tasks %.0f /s" % (n / seconds))
