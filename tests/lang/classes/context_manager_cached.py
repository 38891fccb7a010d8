# One with statement, many managers: what it finds for one class must not stay for another, nor
# after a change of the class.
import threading


class A:
    def __enter__(self):
        return "A"

    def __exit__(self, *args):
        print("leave A")


class B:
    @classmethod
    def __enter__(cls):
        return cls.__name__

    @staticmethod
    def __exit__(*args):
        print("leave B", len(args))


class C(A):
    pass


def use(manager):
    with manager as value:
        print(value)


for manager in (A(), A(), B(), C(), A(), B()):
    use(manager)
# expect: A
# expect: leave A
# expect: A
# expect: leave A
# expect: B
# expect: leave B 3
# expect: A
# expect: leave A
# expect: A
# expect: leave A
# expect: B
# expect: leave B 3

c = C()
use(c)
# expect: A
# expect: leave A
C.__enter__ = lambda self: "C"
use(c)
# expect: C
# expect: leave A
A.__exit__ = lambda self, *args: print("leave new A")
use(c)
# expect: C
# expect: leave new A
del C.__enter__
use(c)
# expect: A
# expect: leave new A
c.__enter__ = lambda: "instance"  # the type is asked
use(c)
# expect: A
# expect: leave new A

lock = threading.Lock()
for manager in (lock, lock, threading.RLock(), threading.Condition(), threading.Semaphore(), lock):
    use(manager)
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True

del A.__exit__
try:
    use(A())
except TypeError as e:
    print(e)
# expect: 'A' object does not support the context manager protocol (missed __exit__ method)
del A.__enter__
try:
    use(A())
except TypeError as e:
    print(e)
# expect: 'A' object does not support the context manager protocol
