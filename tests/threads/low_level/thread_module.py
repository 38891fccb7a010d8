# _thread beneath threading.
import _thread
import time

lock = _thread.allocate_lock()
done = _thread.allocate_lock()
done.acquire()
out = []


def f(a, b=0):
    with lock:
        out.append((a, b))
    done.release()


ident = _thread.start_new_thread(f, (1,), {"b": 2})
done.acquire()
print(out, isinstance(ident, int), _thread.get_ident() != ident, _thread.get_native_id() > 0)
# expect: [(1, 2)] True True True
print(lock.acquire(1, 0.5), lock.acquire(0), lock.acquire(True, 0.01), lock.locked(), lock.release(), type(lock).__name__)
# expect: True False False True None lock


def error(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: _thread.start_new_thread())
# expect: TypeError: start_new_thread expected at least 2 arguments, got 0
error(lambda: _thread.start_new_thread(5, ()))  # expect: TypeError: first arg must be callable
error(lambda: _thread.start_new_thread(f, 5))  # expect: TypeError: 2nd arg must be a tuple
error(lambda: _thread.start_new_thread(f, (), 5))
# expect: TypeError: optional 3rd arg must be a dictionary
error(_thread.exit)  # expect: SystemExit:
error(lock.release)  # expect: RuntimeError: release unlocked lock
print(_thread.stack_size(), _thread.error is RuntimeError, _thread.TIMEOUT_MAX > 0, _thread.LockType is type(lock), _thread._count())
# expect: 0 True True True 0
error(lambda: _thread.stack_size(1))  # expect: ValueError: size not valid: 1 bytes
print(_thread.stack_size(1 << 20), _thread.stack_size(), _thread.stack_size(0))
# expect: 0 1048576 0
