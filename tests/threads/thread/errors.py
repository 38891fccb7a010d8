# Every error that Thread raises.
import threading


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


t = threading.Thread(target=lambda: None)
error(t.join)  # expect: RuntimeError: cannot join thread before it is started
t.start()
t.join()
error(t.start)  # expect: RuntimeError: threads can only be started once
error(lambda: threading.current_thread().join())  # expect: RuntimeError: cannot join current thread
error(lambda: threading.Thread(group=5))
# expect: AssertionError: group argument must be None for now
error(lambda: threading.Thread(nonsense=1))
# expect: TypeError: Thread.__init__() got an unexpected keyword argument 'nonsense'
error(lambda: setattr(t, "daemon", "x") if t.is_alive() else None)
error(lambda: threading.Thread(target=len).join())
# expect: RuntimeError: cannot join thread before it is started


class NoInit(threading.Thread):
    def __init__(self):
        pass


error(lambda: NoInit().start())  # expect: RuntimeError: thread.__init__() not called
error(lambda: NoInit().name)  # expect: AssertionError: Thread.__init__() not called
error(lambda: NoInit().join())  # expect: RuntimeError: Thread.__init__() not called
error(lambda: NoInit().is_alive())  # expect: AssertionError: Thread.__init__() not called


def set_daemon_running():
    threading.current_thread().daemon = True


def in_thread():
    error(set_daemon_running)


for f in (in_thread,):
    t = threading.Thread(target=f)
    t.start()  # expect: RuntimeError: cannot set daemon status of active thread
    t.join()
error(set_daemon_running)  # expect: RuntimeError: cannot set daemon status of active thread
error(lambda: t.join("a"))
# expect: TypeError: '>' not supported between instances of 'int' and 'str'
t.join(-1)
t.join(timeout=0)
print(t.is_alive())  # expect: False
