# lifo: the threads that became ready last take turns; the first ones starve.
# cpython: no (a policy of Baton's)
# switch: 50 policy=lifo
import threading


def work(name):
    for i in range(200):
        pass
    ended.append(name)


ended = []
threads = [threading.Thread(target=work, args=(name,)) for name in "ABCDE"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("".join(ended))  # expect: DECBA
