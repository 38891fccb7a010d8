# switch: 5
# Round after round: who comes back early waits in the next round, not for the others to leave.
import threading

PARTIES, ROUNDS = 4, 30
barrier = threading.Barrier(PARTIES)
seen = [[] for _ in range(ROUNDS)]
numbers = [set() for _ in range(ROUNDS)]


def work(me):
    for i in range(ROUNDS):
        seen[i].append(me)
        numbers[i].add(barrier.wait(timeout=60 if me % 2 else None))
        assert len(seen[i]) == PARTIES, (i, seen[i])


threads = [threading.Thread(target=work, args=(me,)) for me in range(PARTIES)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([sorted(s) for s in seen] == [[0, 1, 2, 3]] * ROUNDS)  # expect: True
print(numbers == [{0, 1, 2, 3}] * ROUNDS, barrier.n_waiting, barrier.broken)  # expect: True 0 False
