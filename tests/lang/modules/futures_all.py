# concurrent.futures: results, errors, callbacks, waiting, cancelling, the pool at exit.
from concurrent.futures import *
import threading

with ThreadPoolExecutor(max_workers=3) as ex:
    fs = [ex.submit(pow, n, 2) for n in (3, 1, 2)]
    print([f.result() for f in fs], fs[0].done(), fs[0].running(), fs[0].cancelled())
    # expect: [9, 1, 4] True False False
    print(list(ex.map(pow, [2, 3], [3, 2])), sorted(f.result() for f in as_completed(fs)))
    # expect: [8, 9] [1, 4, 9]
    f = ex.submit(int, 'x')
    try:
        f.result()
    except ValueError as e:
        print('err', e, repr(f.exception()))
        # expect: err invalid literal for int() with base 10: 'x' ValueError("invalid literal for int() with base 10: 'x'")
    gate = threading.Event()
    waiting = ex.submit(gate.wait)
    done, rest = wait([ex.submit(abs, -1), waiting], return_when=FIRST_COMPLETED)
    print(len(done), rest == {waiting}, waiting.running())  # expect: 1 True True
    try:
        waiting.result(timeout=0.01)
    except TimeoutError as e:
        print('timeout', repr(e))  # expect: timeout TimeoutError()
    out = []
    waiting.add_done_callback(lambda f: out.append(f.result()))
    gate.set()
    print(waiting.result(), len(wait([waiting]).done))  # expect: True 1
    print(ex.submit(lambda: threading.current_thread().name.startswith('ThreadPoolExecutor-')).result())
    # expect: True
print(out)  # expect: [True]
try:
    ex.submit(abs, 1)
except RuntimeError as e:
    print(e)  # expect: cannot schedule new futures after shutdown

ex = ThreadPoolExecutor(1, thread_name_prefix='pre')
gate.clear()
a = ex.submit(gate.wait)
b = ex.submit(abs, -1)
while not a.running():
    pass
print(b.cancel(), b.cancelled(), a.cancel())  # expect: True True False
try:
    b.result()
except CancelledError as e:
    print('cancelled', repr(e))  # expect: cancelled CancelledError()
gate.set()
print(ex.submit(lambda: threading.current_thread().name).result())  # expect: pre_0
ex.shutdown(wait=True)
try:
    ThreadPoolExecutor(0)
except ValueError as e:
    print(e)  # expect: max_workers must be greater than 0
f = Future()
f.set_result(5)
print(f.result(), f.done())  # expect: 5 True
try:
    f.set_result(6)
except InvalidStateError:
    print('invalid')  # expect: invalid
try:
    list(as_completed([Future()], timeout=0.01))
except TimeoutError as e:
    print(e)  # expect: 1 (of 1) futures unfinished
ThreadPoolExecutor(2).submit(print, 'still runs at exit')  # expect: still runs at exit
