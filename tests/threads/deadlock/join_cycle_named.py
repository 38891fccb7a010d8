# The report shows a cycle of joins, also the join that closed it.
# exit: 3
# expect-err: the cycle: thread 2 \(a\) -> thread 3 \(b\) -> thread 2 \(a\)
# expect-err: thread 3 \(b\) waits for thread 2 \(a\) to end
# cpython: no (waits for ever)
import threading


def join_a():
    a.join()


def join_b():
    b.join()


a = threading.Thread(target=join_b, name="a")
b = threading.Thread(target=join_a, name="b")
a.start()
b.start()
