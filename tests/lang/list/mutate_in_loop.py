# A list may change while it is iterated: the iterator only keeps an index.
a = [1, 2, 3, 4]
for x in a:
    if x % 2:
        a.remove(x)
print(a)  # expect: [2, 4]
a = [1, 2]
for x in a:
    if len(a) < 6:
        a.append(x * 10)
print(a)  # expect: [1, 2, 10, 20, 100, 200]
a = [1, 2, 3]
it = iter(a)
print(next(it))  # expect: 1
a.clear()
print(list(it))  # expect: []
a.extend([7, 8, 9])
print(list(it))  # expect: []
for x in reversed(a):
    a.append(x)
print(a)  # expect: [7, 8, 9, 9, 8, 7]
