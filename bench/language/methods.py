# Method calls: plain, inherited, overridden with super(), class and static methods, properties.
# small: 100
# kind: objects and methods
import sys


class Account:
    opened = 0

    def __init__(self, balance=0):
        self._balance = balance
        self.moves = 0

    @classmethod
    def open(cls, balance):
        cls.opened += 1
        return cls(balance)

    @staticmethod
    def fee(amount):
        return amount // 100

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount
        self.moves += 1
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            return False
        self._balance -= amount
        self.moves += 1
        return True


class Savings(Account):
    def withdraw(self, amount):
        return super().withdraw(amount + self.fee(amount))


def run(n):
    accounts = [Account.open(1000), Savings.open(1000), Savings.open(0)]
    refused = total = 0
    for i in range(n):
        account = accounts[i % 3]
        account.deposit(i % 50).deposit(1)
        if not account.withdraw(i % 70):
            refused += 1
        total += account.balance
    return total, refused, Account.opened, Savings.opened, sum(a.moves for a in accounts)


RESULTS = {100: (63085, 6, 1, 3, 294), 800000: (71464814, 118061, 1, 3, 2281939)}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 800000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("methods: wrong result: %r" % (result,))
