# KeyboardInterrupt: status 130.
def f():
    raise KeyboardInterrupt


f()
