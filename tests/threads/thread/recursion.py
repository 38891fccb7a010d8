# Deep recursion in a thread is RecursionError, not a crash.
import threading


def forever(n):
    return forever(n + 1) + 1


def f():
    try:
        forever(0)
    except RecursionError as e:
        print(type(e).__name__)


for i in range(3):
    t = threading.Thread(target=f)
    t.start()
    # expect: RecursionError
    # expect: RecursionError
    # expect: RecursionError
    t.join()
