# What a condition is given as its lock must look like one.
import threading

for lock in (5, object()):
    try:
        threading.Condition(lock)
    except AttributeError as e:
        print(e)
# expect: 'int' object has no attribute 'acquire'
# expect: 'object' object has no attribute 'acquire'


class HalfALock:
    def acquire(self):
        pass


try:
    threading.Condition(HalfALock())
except AttributeError as e:
    print(e)  # expect: 'HalfALock' object has no attribute 'release'

condition = threading.Condition(threading.Lock())
with condition:
    print(condition.wait(0.001))  # expect: False
