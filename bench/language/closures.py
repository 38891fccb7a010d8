# Functions as values: closures, lambdas, composition, map, filter and reduce.
# small: 100
# kind: generators and closures
import sys


def adder(k):
    return lambda x: x + k


def compose(f, g):
    return lambda x: f(g(x))


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def fold(f, items, start):
    for item in items:
        start = f(start, item)
    return start


def run(n):
    chain = adder(0)
    for k in range(5):
        chain = compose(chain, adder(k))
    step = counter()
    total = 0
    for i in range(n):
        total += chain(i)
        step()
        step(2)
    total += sum(map(lambda x: x * 2, filter(lambda x: x % 3 == 0, range(n))))
    total += fold(lambda a, b: a ^ b, range(n), 0)
    return total, step()


RESULTS = {100: (9316, 301), 1000000: (833343166666, 3000001)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("closures: wrong result: %r" % (result,))
