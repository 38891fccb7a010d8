# threading.excepthook can be replaced.
import threading

original = threading.excepthook


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.exc_traceback is not None, args.thread.name)


threading.excepthook = hook
t = threading.Thread(target=lambda: [][1], name="T")
t.start()  # expect: hook: IndexError list index out of range True T
t.join()
threading.excepthook = original
print(threading.excepthook is threading.__excepthook__)  # expect: True
print(threading.ExceptHookArgs.__name__)  # expect: _ExceptHookArgs
