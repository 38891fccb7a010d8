# atexit: the last registered runs first, after the threads have ended.
import atexit
import threading


@atexit.register
def bye():
    print('bye')


def gone():
    print('never')


atexit.register(print, 'second', 'of', 'three', sep='-')
atexit.register(gone)
atexit.unregister(gone)
threading.Timer(0.05, print, ('thread',)).start()
print('main')
# expect: main
# expect: thread
# expect: second-of-three
# expect: bye
