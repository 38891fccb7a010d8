# A thread that has ended keeps neither its target nor its arguments alive.
import gc
import threading
import weakref


class Big:
    pass


def f(big, *, other):
    print(type(big).__name__, type(other).__name__)  # expect: Big Big


def start():
    big, other = Big(), Big()
    thread = threading.Thread(target=f, args=(big,), kwargs={"other": other})
    thread.start()
    return thread, weakref.ref(big), weakref.ref(other)


thread, big, other = start()
thread.join()
gc.collect()
print(big(), other())  # expect: None None
