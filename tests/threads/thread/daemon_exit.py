# Daemon threads are killed at exit, wherever they are; finally blocks do not run.
import threading
import time

lock = threading.Lock()
lock.acquire()


def sleeps():
    try:
        time.sleep(100)
    finally:
        print("never")


def waits():
    try:
        lock.acquire()
    finally:
        print("never")


def spins():
    try:
        while True:
            pass
    finally:
        print("never")


def prints():
    while True:
        time.sleep(0.001)


for f in (sleeps, waits, spins, prints):
    threading.Thread(target=f, daemon=True).start()
time.sleep(0.05)
print("main ends")  # expect: main ends
