# Money moves between accounts, many transfers at once.  A transfer takes the two locks in the order
# of the account numbers (or two opposite transfers would wait for each other) and nothing is lost.
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


class NotEnough(Exception):
    pass


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock, second.lock:
        if source.balance < amount:
            raise NotEnough(f"account {source.number} has {source.balance}, not {amount}")
        source.balance -= amount
        target.balance += amount


accounts = [Account(n, 100) for n in range(4)]


def customer(n):
    for step in range(200):
        source, target = accounts[n], accounts[(n + 1 + step % 3) % 4]
        try:
            transfer(source, target, 1 + (n * step) % 7)
        except NotEnough:
            pass


threads = [threading.Thread(target=customer, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("all money:", sum(account.balance for account in accounts))
print("nobody owes:", all(account.balance >= 0 for account in accounts))
try:
    transfer(accounts[0], accounts[1], 1000)
except NotEnough as e:
    print("refused:", type(e).__name__)
