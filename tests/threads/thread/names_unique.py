# Threads made by many threads at once all get names of their own.
# switch: 1
import threading

names = []


def make():
    for _ in range(20):
        names.append(threading.Thread().name)


threads = [threading.Thread(target=make) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(names), len(set(names)))  # expect: 100 100
