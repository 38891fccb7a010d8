# Threads that start threads; the program waits for the last.
import threading


def chain(n):
    print("thread", n)
    if n:
        t = threading.Thread(target=chain, args=(n - 1,))
        t.start()
        t.join()
    print("end", n)


t = threading.Thread(target=chain, args=(3,))
t.start()  # expect: thread 3
t.join()
# expect: thread 2
# expect: thread 1
# expect: thread 0
# expect: end 0
# expect: end 1
# expect: end 2
# expect: end 3


def tree(n):
    if n == 0:
        return
    kids = [threading.Thread(target=tree, args=(n - 1,)) for i in range(2)]
    for k in kids:
        k.start()
    for k in kids:
        k.join()
    with lock:
        counts[n] = counts.get(n, 0) + 1


lock, counts = threading.Lock(), {}
tree(4)
print(counts)  # expect: {1: 8, 2: 4, 3: 2, 4: 1}
