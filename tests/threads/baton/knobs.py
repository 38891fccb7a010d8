# switch: 20
# cpython: no (the module baton)
# repeat: 3
import baton
import threading


def work(name):
    for _ in range(40):
        log.append(name)


def run(priorities=(0, 0, 0)):
    """The names in order of their turns."""
    log.clear()
    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    with baton.no_switch():
        for t, p in zip(threads, priorities):
            t.start()
            baton.set_priority(t, p)
    for t in threads:
        t.join()
    return "".join(name for i, name in enumerate(log) if i == 0 or log[i - 1] != name)


log = []
print(run()[:12])  # expect: abcabcabcabc

# a script can change the policy, and see each again
for policy in "lifo", "random", "fifo", "priority":
    baton.set_policy(policy)
    print(baton.get_policy(), run()[:12])
# expect: lifo cbcbcbcbcbcb
# expect: random bacbabababcb
# expect: fifo abcabcabcabc
# expect: priority abcabcabcabc
print(run((1, 3, 2)))  # expect: bca
baton.set_priority(threading.current_thread(), -7)
print(baton.get_priority(), baton.get_priority(threading.main_thread()))  # expect: -7 -7
t = threading.Thread(target=lambda: log.append(baton.get_priority()))
t.start()
t.join()
print(log[-1])  # expect: -7

# one that chooses N itself gives it back
baton.set_switch_interval(20)
baton.set_policy("pct:3")
print(baton.get_policy(), baton.get_switch_interval(), len(run()) >= 3)  # expect: pct:3 20 True
baton.set_policy("fifo")
print(run()[:12])  # expect: abcabcabcabc

# the seed: the same choices again
baton.set_policy("random")
seen = set()
for seed in 1, 2, 3, 1, 2, 3:
    baton.set_seed(seed)
    seen.add(run())
print(len(seen))  # expect: 3
baton.set_policy("fifo")
baton.set_switch_interval("10..40")
print(baton.get_switch_interval())  # expect: 10..40
for seed in 1, 2, 3, 1, 2, 3:
    baton.set_seed(seed)
    seen.add(run())
print(len(seen))  # expect: 6
baton.set_switch_interval("inf")
print(run())  # expect: abc

# ready threads go over from one policy to the other
baton.set_switch_interval(20)
threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
log.clear()
with baton.no_switch():
    for t in threads:
        t.start()
    baton.set_policy("lifo")
    print([t in threads for t in baton.ready()])  # expect: [True, True, True]
for t in threads:
    t.join()
print(len(log))  # expect: 120


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {str(e)[:30]}")


error(baton.set_policy, "fair")  # expect: ValueError: `fair' is no policy: there are
error(baton.set_policy, "fifo:3")  # expect: ValueError: fifo takes no parameter
error(baton.set_policy, 3)  # expect: TypeError: the name of a policy expected,
error(baton.set_priority, t, 1)  # expect: RuntimeError: thread 68 has ended
error(baton.set_priority, 1, "high")  # expect: TypeError: 'str' object cannot be interpr
error(baton.set_switch_interval, "40..10")  # expect: ValueError: a number of instructions from
print(baton.get_policy())  # expect: lifo
