# Which statements can be torn?  Two threads execute each of them 20,000 times; the number says how
# often the result shows that a switch fell inside.  0 proves nothing, any other number does.
# Run it with -N 1..30, and with any CPython from 2.7 on.
import sys
import threading

if hasattr(sys, "setcheckinterval") and not hasattr(sys, "setswitchinterval"):
    sys.setcheckinterval(1)  # Python 2
elif "Baton" not in sys.version:
    sys.setswitchinterval(1e-6)
ROUNDS = 20000

# what it begins with, the statement, what went wrong
EXPERIMENTS = [
    ("c = 0", "c += 1", "2 * ROUNDS - c"),
    ("o.n = 0", "o.n += 1", "2 * ROUNDS - o.n"),
    ("d = {0: 0}", "d[0] += 1", "2 * ROUNDS - d[0]"),
    ("c = 0", "c += f()", "2 * ROUNDS - c"),
    ("c = 0", "c += len(s)", "2 * ROUNDS - c"),
    ("l = [0, 1]", "l[0], l[1] = l[1], l[0]", "int(l[0] == l[1])"),
    ("d = {}; won = []", "if i not in d: d[i] = me; won.append(i)", "len(won) - ROUNDS"),
    ("d = {}; won = []", "won.append(d.setdefault(i, me) == me)", "sum(won) - ROUNDS"),
    ("d = {}", "d[me, i] = 1", "2 * ROUNDS - len(d)"),
    ("l = []", "l.append(i)", "2 * ROUNDS - len(l)"),
    ("c = 0", "with lock: c += 1", "2 * ROUNDS - c"),
]
SOURCE = """
%s
def work(me):
    global c
    for i in range(ROUNDS):
        %s
"""


class Object(object):
    pass


def one():
    return 1


def torn(begin, statement, wrong):
    space = {"ROUNDS": ROUNDS, "o": Object(), "f": one, "s": "x", "lock": threading.Lock()}
    exec(SOURCE % (begin, statement), space)
    threads = [threading.Thread(target=space["work"], args=(me,)) for me in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return eval(wrong, space)


for experiment in EXPERIMENTS:
    print("%-42s%6d" % (experiment[1], max(torn(*experiment) for _ in range(3))))
