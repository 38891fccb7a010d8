# An exception ends its thread only, with a traceback on stderr.
# expect-err: ^Exception in thread Thread-1 \(fails\):$
# expect-err: ^Traceback \(most recent call last\):$
# expect-err: ^    1 / 0$
# expect-err: ^ZeroDivisionError: division by zero$
# expect-err: ^Exception in thread named:$
import threading


def fails():
    1 / 0


def raises():
    raise ValueError("x")


t = threading.Thread(target=fails)
t.start()
t.join()
u = threading.Thread(target=raises, name="named")
u.start()
u.join()
print("main goes on", t.is_alive())  # expect: main goes on False
