# for over a range, with a branch.
def count(n):
    odd = 0
    for i in range(n):
        if i % 2:
            odd += 1
    return odd


print(count(5_000_000))
