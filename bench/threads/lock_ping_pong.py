# Two threads, two locks: each releases the other's and waits for its own, in turn.
# small: 100
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
ping, pong = threading.Lock(), threading.Lock()
order = []


def player(mine, other, mark):
    for i in range(n):
        mine.acquire()
        if i % 1000 == 0:
            order.append(mark)
        other.release()


ping.acquire()
pong.acquire()
threads = [
    threading.Thread(target=player, args=(ping, pong, "ping")),
    threading.Thread(target=player, args=(pong, ping, "pong")),
]
for t in threads:
    t.start()
begin = time.perf_counter()
ping.release()
for t in threads:
    t.join()
seconds = time.perf_counter() - begin
if order != ["ping", "pong"] * ((n + 999) // 1000):
    sys.exit("lock_ping_pong: out of turn: %r" % order[:10])
print("figure lock_round_trips %.0f /s" % (n / seconds))
