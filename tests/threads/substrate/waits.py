# Threads on one OS thread wait for time, pipes and each other at the same time.
# options: --substrate coroutine
# cpython: no (it has no substrates)
import baton
import os
import queue
import threading
import time

# each reader has a pipe of its own; they are written to in the order 3, 1, 2, 0
pipes = [os.pipe() for _ in range(4)]
log = queue.Queue()


def read(i):
    log.put((i, os.read(pipes[i][0], 10)))


readers = [threading.Thread(target=read, args=(i,)) for i in range(4)]
for t in readers:
    t.start()
for i in (3, 1, 2, 0):
    os.write(pipes[i][1], b"to %d" % i)
    print(log.get())
for t in readers:
    t.join()
# expect: (3, b'to 3')
# expect: (1, b'to 1')
# expect: (2, b'to 2')
# expect: (0, b'to 0')

# while one thread computes, others come back
done = []


def nap():
    time.sleep(0.001)
    done.append("nap")


def wait():
    done.append(threading.Lock().acquire(timeout=0) or "no lock")
    lock = threading.Lock()
    lock.acquire()
    done.append(lock.acquire(timeout=0.002))


def hear():
    os.read(pipes[0][0], 1)
    done.append("heard")


threads = [threading.Thread(target=f) for f in (nap, wait, hear)]
for t in threads:
    t.start()
os.write(pipes[0][1], b"!")
while len(done) < 4:
    pass
for t in threads:
    t.join()
print(sorted(map(str, done)))
# expect: ['False', 'True', 'heard', 'nap']

# two wait for one pipe; a closed end wakes them both
ends = []
threads = [threading.Thread(target=lambda: ends.append(os.read(pipes[1][0], 1))) for _ in range(2)]
for t in threads:
    t.start()
time.sleep(0.001)
os.close(pipes[1][1])
for t in threads:
    t.join()
print(ends)
# expect: [b'', b'']

# a pipe that is full: writing waits for the reader
big = b"x" * 300000
got = 0


def drain():
    global got
    while got < len(big):
        got += len(os.read(pipes[2][0], 65536))


t = threading.Thread(target=drain)
t.start()
with open(pipes[2][1], "wb") as f:
    f.write(big)
t.join()
print(got)
# expect: 300000

# one OS thread carries them all
print(baton.get_substrate())
# expect: coroutine
ids = set()
threads = [threading.Thread(target=lambda: ids.add(threading.get_native_id())) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(ids == {threading.get_native_id()})
# expect: True
