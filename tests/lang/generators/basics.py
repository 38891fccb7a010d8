# Generators: state between yields.
def count(n):
    print("start")
    for i in range(n):
        yield i
    print("end")
    return "result"


g = count(2)
print(type(g).__name__, iter(g) is g)  # expect: generator True
print(next(g))
# expect: start
# expect: 0
print(next(g))  # expect: 1
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
    # expect: end
    # expect: stop result ('result',)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)  # expect: again None
print(next(count(0), "default"))
# expect: start
# expect: end
# expect: default
print(list(count(1)), tuple(count(1)), sum(count(4)))
# expect: start
# expect: end
# expect: start
# expect: end
# expect: start
# expect: end
# expect: [0] (0,) 6
for i in count(1):
    print("loop", i)
    # expect: start
    # expect: loop 0
    # expect: end


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([x for x, i in zip(fib(), range(15))])
# expect: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377]


def walk(tree):
    if tree:
        left, value, right = tree
        yield from walk(left)
        yield value
        yield from walk(right)


print(list(walk(((None, 1, None), 2, ((None, 3, None), 4, None)))))  # expect: [1, 2, 3, 4]


def empty():
    return
    yield


print(list(empty()), list(x for x in empty()))  # expect: [] []
a, b, *c = count(4)
# expect: start
# expect: end
print(a, b, c)  # expect: 0 1 [2, 3]
print(g.gi_frame, g.gi_running, count(1).gi_code.co_name, g.__name__)
# expect: None False count count
