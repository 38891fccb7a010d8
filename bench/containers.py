# Lists, dicts, tuples, comprehensions.
def run(n):
    squares = [i * i for i in range(n)]
    index = {v: i for i, v in enumerate(squares)}
    pairs = [(i, index[v]) for i, v in enumerate(squares)]
    pairs.sort(key=lambda p: -p[1])
    seen = set()
    for a, b in pairs:
        seen.add(a % 1000)
    return len(index), pairs[0], len(seen), sum(squares[::3])


print(run(300_000))
