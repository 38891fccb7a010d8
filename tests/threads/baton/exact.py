# A schedule steered by hand: equal.t compares its hash between the ways the eval loop goes.
import baton
import threading


class Counter:
    n = 0

    def add(self):
        with baton.no_switch():
            self.n += 1
            for _ in range(7):
                pass


def work(counter, other):
    for i in range(40):
        counter.add()
        counter.n += i & 1
        with baton.no_switch():
            if i % 3 == 0 and baton.state(other[0]) == "ready":
                baton.yield_to(other[0])
        if i % 5 == 0:
            with baton.no_switch():
                with baton.no_switch():
                    sorted(range(9), key=lambda x: -x)
                [x for x in range(i)]
        baton.mark(i)


counter = Counter()
threads = []
for i in range(3):
    threads.append(threading.Thread(target=work, args=(counter, [])))
for i in range(3):
    threads[i]._args[1].append(threads[(i + 1) % 3])
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter.n, baton.instructions(all=True), baton.switches())
