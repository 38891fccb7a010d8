# SystemExit in a thread ends it silently; the program's status is not touched.
import sys
import threading


def f(code):
    print("exits", code)
    sys.exit(code)


for code in (None, 0, 3, "text"):
    t = threading.Thread(target=f, args=(code,))
    t.start()
    # expect: exits None
    # expect: exits 0
    # expect: exits 3
    # expect: exits text
    t.join()
import _thread


def g():
    try:
        _thread.exit()
    finally:
        print("finally runs")


t = threading.Thread(target=g)
t.start()  # expect: finally runs
t.join()
print("main")  # expect: main
