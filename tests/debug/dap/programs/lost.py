import threading

counter = 0
done = []


def add(n):
    global counter
    for i in range(n):
        before = counter
        counter = before + 1
    done.append(n)


workers = [threading.Thread(target=add, args=(3,), name=f"w{k}") for k in (1, 2)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print("counter", counter)
