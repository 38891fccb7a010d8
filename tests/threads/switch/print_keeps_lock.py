# print does not give the lock away: lines of different threads never mix, at --switch 1.
# switch: 1
# cpython: no (write by write there)
import threading


def f(name):
    for i in range(3):
        print(name * 3)


ts = [threading.Thread(target=f, args=(n,)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
# expect: aaa
# expect: bbb
# expect: aaa
# expect: bbb
# expect: aaa
# expect: bbb
