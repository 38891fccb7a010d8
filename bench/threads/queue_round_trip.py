# A question through one Queue, the answer through another.
# small: 100
import queue
import sys
import threading
import time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000
questions, answers = queue.Queue(), queue.Queue()


def server():
    while True:
        question = questions.get()
        if question is None:
            return
        answers.put(question * 2)


t = threading.Thread(target=server)
t.start()
total = 0
begin = time.perf_counter()
for i in range(n):
    questions.put(i)
    total += answers.get()
seconds = time.perf_counter() - begin
questions.put(None)
t.join()
if total != n * (n - 1):
    sys.exit("queue_round_trip: wrong sum: %d" % total)
print("figure queue_round_trips %.0f /s" % (n / seconds))
