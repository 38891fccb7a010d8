# The same threads under fifo end in the order of their start.
# cpython: no (a schedule of Baton's)
# switch: 50 policy=fifo
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
print("".join(ended))  # expect: ABCDE
