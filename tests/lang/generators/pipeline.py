# Generators in pipelines; with and finally inside.
def numbers(n):
    print("open")
    try:
        for i in range(n):
            yield i
    finally:
        print("close")


def squares(it):
    for x in it:
        yield x * x


def take(n, it):
    for i, x in enumerate(it):
        if i == n:
            return
        yield x


print(sum(squares(numbers(5))))
# expect: open
# expect: close
# expect: 30
source = numbers(100)
print(list(take(3, squares(source))))
# expect: open
# expect: [0, 1, 4]
source.close()  # expect: close


def chain(*its):
    for it in its:
        yield from it


print(list(chain("ab", [1], (x for x in range(2)))), list(zip(chain([1, 2], [3]), "abc")))
# expect: ['a', 'b', 1, 0, 1] [(1, 'a'), (2, 'b'), (3, 'c')]


def permutations(s):
    if len(s) <= 1:
        yield s
    else:
        for i in range(len(s)):
            for rest in permutations(s[:i] + s[i + 1:]):
                yield s[i] + rest


print(list(permutations("abc")), len(list(permutations("abcdef"))))
# expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'] 720
live = [numbers(1) for i in range(3)]
print([next(g) for g in live])
# expect: open
# expect: open
# expect: open
# expect: [0, 0, 0]
for g in live:
    g.close()
    # expect: close
    # expect: close
    # expect: close
