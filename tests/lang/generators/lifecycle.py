# A generator as a coroutine of a small scheduler.
def task(name, n):
    for i in range(n):
        print(name, i)
        yield
    return name


def run(tasks):
    results = []
    while tasks:
        t = tasks.pop(0)
        try:
            next(t)
        except StopIteration as e:
            results.append(e.value)
        else:
            tasks.append(t)
    return results


print(run([task("a", 2), task("b", 1), task("c", 3)]))
# expect: a 0
# expect: b 0
# expect: c 0
# expect: a 1
# expect: c 1
# expect: c 2
# expect: ['b', 'a', 'c']


def grep(word):
    found = 0
    try:
        while True:
            line = yield found
            found += word in line
    finally:
        print("total", found)


g = grep("x")
next(g)
for line in ("ax", "b", "xx"):
    print(g.send(line))
    # expect: 1
    # expect: 1
    # expect: 2
g.close()  # expect: total 2


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(200)))  # expect: 20100
