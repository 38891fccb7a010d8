# Two threads take turns by two semaphores.
# switch: 1
import threading

ping, pong = threading.Semaphore(1), threading.Semaphore(0)
out = []


def player(mine, other, word):
    for i in range(5):
        mine.acquire()
        out.append(word)
        other.release()


a = threading.Thread(target=player, args=(ping, pong, "ping"))
b = threading.Thread(target=player, args=(pong, ping, "pong"))
a.start()
b.start()
a.join()
b.join()
print(" ".join(out))  # expect: ping pong ping pong ping pong ping pong ping pong
