# cpython: no (the module baton)
# repeat: 3
import baton
import math
import threading

# instructions: exact
a = baton.instructions()
b = baton.instructions()
x = 1
c = baton.instructions()
print(b - a, c - b)  # expect: 4 6


def f():
    for _ in range(100):
        pass


clock, mine = baton.instructions(all=True), baton.instructions()
t = threading.Thread(target=f)
print(baton.instructions(t), baton.turns(t), baton.state(t))  # expect: 0 0 new
t.start()
number = t.ident
print(baton.instructions(t), baton.turns(number), baton.state(number))  # expect: 0 0 ready
t.join()
print(baton.instructions(t), baton.turns(t), baton.state(t))  # expect: 107 1 ended
later, mine_later = baton.instructions(all=True), baton.instructions()
print((later - clock) - (mine_later - mine))  # expect: 107
print(baton.turn(), baton.turns(), baton.switches())  # expect: 3 2 2

print(baton.get_switch_interval(), baton.get_policy(), baton.get_seed())  # expect: 100003 fifo 0
for n in 7, "inf", 12, math.inf:
    baton.set_switch_interval(n)
    print(baton.get_switch_interval())
# expect: 7
# expect: inf
# expect: 12
# expect: inf
baton.set_seed(17)
print(baton.get_seed())  # expect: 17


def error(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


error(baton.set_switch_interval, 0)  # expect: ValueError: a number of instructions from 1 up, a range like '50..150', or inf expected, not 0
error(baton.set_switch_interval, 2.5)  # expect: ValueError: a number of instructions from 1 up, a range like '50..150', or inf expected, not 2.5
error(baton.set_switch_interval, [])  # expect: ValueError: a number of instructions from 1 up, a range like '50..150', or inf expected, not []
error(baton.set_seed, -1)  # expect: ValueError: a seed is a number from 0 up
error(baton.instructions, t, all=True)  # expect: TypeError: instructions() takes a thread or all=True, not both
error(baton.instructions, number)  # expect: RuntimeError: thread 2 has ended
error(baton.turns, 99)  # expect: ValueError: there is no thread 99
error(baton.state, "x")  # expect: TypeError: a Thread object or the number of a thread expected, not str
error(baton.waits_for, t)  # expect: RuntimeError: thread 2 has ended

print(baton.threads(), baton.ready(), baton.holder() is threading.current_thread())
# expect: [<_MainThread(MainThread, started 1)>] [] True
stats = baton.stats()
print(*stats)  # expect: switch_interval policy seed instructions turn switches threads
print(stats["threads"][1]["state"], stats["threads"][1]["name"])  # expect: running MainThread
print(stats["instructions"] == 107 + stats["threads"][1]["instructions"])  # expect: True
print(sum(s["instructions"] for s in stats["threads"].values()) > mine)  # expect: True

baton.mark("here")
baton.mark(17)


class Bad:
    def __str__(self):
        raise KeyError("bad")


error(baton.mark, Bad())  # expect: KeyError: 'bad'
