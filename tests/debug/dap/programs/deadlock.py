import threading

a = threading.Lock()
b = threading.Lock()
ready = threading.Barrier(2)


def take(first, second):
    with first:
        ready.wait()
        with second:
            pass


t1 = threading.Thread(target=take, args=(a, b), name="t1")
t2 = threading.Thread(target=take, args=(b, a), name="t2")
t1.start()
t2.start()
t1.join()
