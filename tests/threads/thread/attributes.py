# Names, idents, flags of threads.
import threading

main = threading.current_thread()
print(main.name, main is threading.main_thread(), main.daemon, main.is_alive(), main.ident == threading.get_ident(), type(main).__name__)
# expect: MainThread True False True True _MainThread
t = threading.Thread(target=print, args=("ran",))
print(t.name, t.daemon, t.ident, t.native_id, t.is_alive())
# expect: Thread-1 (print) False None None False
t.start()  # expect: ran
t.join()
print(t.name, t.is_alive(), t.ident is not None, t.native_id is not None, t.ident != main.ident)
# expect: Thread-1 (print) False True True True
print(threading.Thread().name, threading.Thread(target=len).name, threading.Thread(name="own", daemon=True).daemon)
# expect: Thread-2 Thread-3 (len) True


def work(): pass


w = threading.Thread(target=work)
print(w.name)  # expect: Thread-4 (work)
w.name = "renamed"
w.daemon = True
print(w.name, w.daemon, threading.active_count(), [x.name for x in threading.enumerate()])
# expect: renamed True 1 ['MainThread']
print(isinstance(threading.get_native_id(), int), threading.TIMEOUT_MAX > 1e6)  # expect: True True


def inner():
    me = threading.current_thread()
    print(me.name, me.ident == threading.get_ident(), me.native_id == threading.get_native_id(), me is not threading.main_thread())


x = threading.Thread(target=inner, name="inside")
x.start()  # expect: inside True True True
x.join()
