# Map and reduce with threads.
import threading

data = list(range(1000))
parts = [0] * 4


def work(k):
    parts[k] = sum(data[k::4])


ts = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sum(parts), parts)  # expect: 499500 [124500, 124750, 125000, 125250]
