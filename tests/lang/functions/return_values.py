# return, with and without a value, through finally and loops.
def nothing(): pass
def bare(): return
def many(): return 1, 2
def starred(x): return 0, *x


def in_finally():
    try:
        return "try"
    finally:
        print("finally runs")


def overridden():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def from_loop():
    for i in range(5):
        for j in range(5):
            if i * j == 6:
                return i, j


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


print(nothing(), bare(), many(), starred("ab"))  # expect: None None (1, 2) (0, 'a', 'b')
print(in_finally(), overridden(), swallow(), from_loop(), value_kept())
# expect: finally runs
# expect: try finally swallowed (2, 3) 1
