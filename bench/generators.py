# Generators, one feeding the other.
def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for x in source:
        yield x * x


print(sum(squares(numbers(1_000_000))))
