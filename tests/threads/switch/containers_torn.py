# Built-in operations are whole at --switch 1: lists and dicts never break.
# switch: 1
import threading

shared, table, seen = [], {}, set()


def f(n):
    for i in range(60):
        shared.append((n, i))
        table[n, i % 7] = i
        seen.add(i)
        if i % 5 == 0 and shared:
            shared.pop()
        len(shared), sorted(table), list(seen)


ts = [threading.Thread(target=f, args=(n,)) for n in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(shared), len(table), len(seen))  # expect: 144 21 60
