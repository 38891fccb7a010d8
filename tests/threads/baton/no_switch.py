# switch: 1
# cpython: no (the module baton)
# repeat: 3
import baton
import threading
import time

count = 0


def add(n):
    global count
    for _ in range(n):
        with baton.no_switch():
            count += 1


def run(target, *args):
    threads = [threading.Thread(target=target, args=args) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


run(add, 100)
print(count)  # expect: 300


# nested: the inner exit ends nothing
def nested(log):
    me = threading.get_ident()
    with baton.no_switch():
        with baton.no_switch():
            log.append(me)
        for _ in range(20):
            log.append(me)


log = []
run(nested, log)
print(len(log), sum(a != b for a, b in zip(log, log[1:])))  # expect: 63 2


# the turn that has run out ends at the exit, before the next instruction
def leave(log):
    for i in range(3):
        with baton.no_switch():
            log.append((threading.current_thread().name[-1], i))
            x = 1
            x = 2


log = []
a = threading.Thread(target=leave, args=(log,), name="a")
b = threading.Thread(target=leave, args=(log,), name="b")
a.start(), b.start()
a.join(), b.join()
print("".join(name + str(i) for name, i in log))  # expect: a0b0a1b1a2b2

# a turn that has not run out goes on behind the exit
baton.set_switch_interval(1000)
t = threading.Thread(target=lambda: None)
t.start()
with baton.no_switch():
    pass
print(baton.state(t))  # expect: ready
t.join()
baton.set_switch_interval(1)


# waiting gives the lock up all the same: a lock, sleep, sleep(0), yield_to
def wait(how):
    with baton.no_switch():
        before = baton.switches()
        how()
        log.append(baton.switches() > before)


log = []
lock = threading.Lock()
lock.acquire()
t = threading.Thread(target=wait, args=(lock.acquire,))
t.start()
while baton.state(t) != "waiting":
    pass
lock.release()
t.join()
other = threading.Thread(target=time.sleep, args=(0.001,))
with baton.no_switch():
    other.start()
    wait(lambda: time.sleep(0))
other.join()
with baton.no_switch():
    t = threading.Thread(target=lambda: None)
    t.start()
    wait(lambda: baton.yield_to(t))
t.join()
wait(lambda: time.sleep(0.001))
print(log)  # expect: [True, True, True, True]

# an exception leaves it, too
try:
    with baton.no_switch():
        raise KeyError("k")
except KeyError as e:
    print(repr(e))  # expect: KeyError('k')
try:
    baton.no_switch().__exit__(None, None, None)
except RuntimeError as e:
    print(e)  # expect: this thread is in no no_switch region
try:
    baton.no_switch(3)
except TypeError as e:
    print(e)  # expect: no_switch expected 0 arguments, got 1
