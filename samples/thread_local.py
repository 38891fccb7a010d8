# The attributes of a threading.local() belong to the thread that sets them: one name, a value each.
import threading

data = threading.local()
data.name = "main"


def show(name):
    print(name, "begins with", getattr(data, "name", "nothing"))
    data.name = name
    print(name, "has", data.name)


for name in ("first", "second"):
    t = threading.Thread(target=show, args=(name,))
    t.start()
    t.join()
print("main still has", data.name)
