def g():
    return 1 + None


g()
