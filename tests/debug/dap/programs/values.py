import sys


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.history = []

    def pay(self, amount):
        self.balance -= amount
        self.history.append(amount)
        return self.balance


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main():
    account = Account("Ann", 100)
    numbers = list(range(1000))
    table = {"one": 1, "two": [2, 2]}
    text = "grün 🎻"
    left = account.pay(30)
    total = fib(5)
    print(left, total, len(sys.argv))
    return left


main()
