# An exception that nobody catches ends its thread only: its traceback is printed, the others go on,
# and the program's exit status is 0.
import threading


def divide(a, b):
    print(a, "/", b, "=", a / b)


for b in (2, 0, 4):
    t = threading.Thread(target=divide, args=(8, b))
    t.start()
    t.join()
print("the main thread goes on")
