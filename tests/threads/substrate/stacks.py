# Recursion that is too deep ends in RecursionError on every size of stack, in Python and in C.
# options: --substrate coroutine
# cpython: no (it has no substrates)
import sys
import threading


def in_python(n=0):
    return in_python(n + 1)


def in_c(n=0):
    return sorted([2, 1], key=lambda x: in_c(n + 1))


def f():
    for g in in_python, in_c:
        try:
            g()
        except RecursionError as e:
            out.append(str(e)[:32])


out = []
for size in 0, 32768, 1 << 18, 1 << 20, 16 << 20:
    threading.stack_size(size)
    for _ in range(2):
        t = threading.Thread(target=f)
        t.start()
        t.join()
f()
print(len(out), set(out))
# expect: 22 {'maximum recursion depth exceeded'}

sys.setrecursionlimit(10**6)  # now only the C stack sets the limit
out.clear()
threading.stack_size(1 << 18)
t = threading.Thread(target=lambda: f())
t.start()
t.join()
print(out)
# expect: ['maximum recursion depth exceeded', 'maximum recursion depth exceeded']
