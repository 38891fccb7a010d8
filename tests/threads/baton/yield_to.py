# cpython: no (the module baton)
# repeat: 3
import _thread
import baton
import threading
import time

log = []
others = {}


def player(name, other, n):
    for i in range(n):
        log.append(name)
        with baton.no_switch():  # so that it is still ready when it is asked to run
            if baton.state(others[other]) == "ready":
                baton.yield_to(others[other])


for name, other in ("ab", "bc", "ca"):
    others[name] = threading.Thread(target=player, args=(name, other, 4))
for t in others.values():
    t.start()
print(baton.ready() == list(others.values()))  # expect: True
baton.yield_to(others["b"])
for t in others.values():
    t.join()
print("".join(log))  # expect: bcabcabcabca

# by number; the caller comes back when its turn has come
log = []
number = _thread.start_new_thread(log.append, ("new",))
print(baton.state(number), baton.threads()[1] == number)  # expect: ready True
baton.yield_to(number)
print(log)  # expect: ['new']


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


error(baton.yield_to, number)  # expect: RuntimeError: thread 5 has ended
error(baton.yield_to, others["a"])  # expect: RuntimeError: thread 2 has ended
error(baton.yield_to, threading.Thread())  # expect: RuntimeError: the thread has not been started
error(baton.yield_to, 77)  # expect: ValueError: there is no thread 77
error(baton.yield_to, 0)  # expect: ValueError: there is no thread 0
error(baton.yield_to, -(2**80))  # expect: ValueError: there is no thread -1208925819614629174706176
error(baton.yield_to, threading.get_ident())  # expect: ValueError: a thread cannot yield to itself
error(baton.yield_to, threading.current_thread())  # expect: ValueError: a thread cannot yield to itself
error(baton.yield_to, "a")  # expect: TypeError: a Thread object or the number of a thread expected, not str
error(baton.yield_to, True)  # expect: TypeError: a Thread object or the number of a thread expected, not bool
error(baton.yield_to)  # expect: TypeError: baton.yield_to() takes exactly one argument (0 given)

lock = threading.Lock()
with lock:
    t = threading.Thread(target=lock.acquire, name="waiter")
    t.start()
    baton.yield_to(t)
    print(baton.state(t), "|", baton.waits_for(t))  # expect: waiting | lock 1, held by thread 1 (MainThread) since line 58
    error(baton.yield_to, t)  # expect: RuntimeError: cannot run now: thread 6 (waiter) waits for lock 1, held by thread 1 (MainThread) since line 58
t.join()
print(baton.state(t))  # expect: ended


# a thread whose sleep has ended is ready without a turn's end
def sleeper():
    time.sleep(0.001)
    log.append("awake")


log = []
t = threading.Thread(target=sleeper)
t.start()
baton.yield_to(t)
if baton.state(t) == "sleeping":  # it takes a slow machine for it not to be
    assert baton.waits_for(t) == "the end of its sleep"
while True:
    try:
        baton.yield_to(t)
        break
    except RuntimeError:
        pass
print(log)  # expect: ['awake']
