def check(n):
    if n > 1:
        raise ValueError(f"{n} is too much")
    return n


for k in range(4):
    try:
        check(k)
    except ValueError:
        print("caught", k)
check(7)
