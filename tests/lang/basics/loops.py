# while and for with else, break and continue.
for i in range(3):
    if i == 1:
        continue
    print(i)
    # expect: 0
    # expect: 2
else:
    print("for else")  # expect: for else
for i in range(3):
    if i == 1:
        break
else:
    print("not here")
print(i)  # expect: 1
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
    # expect: n 2
    # expect: n 0
else:
    print("while else")  # expect: while else
while True:
    while True:
        break
    else:
        print("never")
    break
for i in []:
    pass
else:
    print("empty", i)  # expect: empty 1
for x in "ab":
    for y in (1, 2):
        if y == 2:
            break
        print(x, y)
    else:
        continue
    print("broke")
    # expect: a 1
    # expect: broke
    # expect: b 1
    # expect: broke
for i in range(2):
    try:
        continue
    finally:
        print("finally", i)
        # expect: finally 0
        # expect: finally 1
for i in range(2):
    try:
        break
    finally:
        print("break finally", i)  # expect: break finally 0
else:
    print("no")


def search(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            return i
    else:
        return None


print(search("abc", "b"), search("abc", "z"))  # expect: 1 None
for i.real in ():
    pass
a = [0, 0]
for a[0] in range(3):
    pass
print(a)  # expect: [2, 0]
