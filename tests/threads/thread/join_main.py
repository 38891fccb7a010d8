# A thread may wait for the end of the main program.
import threading

main = threading.main_thread()
go = threading.Event()


def f():
    main.join(0.01)
    go.set()
    main.join()
    print("after it:", main.is_alive())


try:
    main.join()
except RuntimeError as e:
    print(e)                     # expect: cannot join current thread
threading.Thread(target=f).start()
go.wait()
print("now:", main.is_alive())   # expect: now: True
# expect: after it: False
