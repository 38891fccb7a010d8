# The methods of list.
a = [3, 1, 2]
a.append(5)
print(a)  # expect: [3, 1, 2, 5]
a.extend("xy")
print(a)  # expect: [3, 1, 2, 5, 'x', 'y']
a.insert(0, "first")
a.insert(-1, "before last")
a.insert(100, "end")
a.insert(-100, "start")
print(a)  # expect: ['start', 'first', 3, 1, 2, 5, 'x', 'before last', 'y', 'end']
print(a.pop(), a.pop(0), a.pop(-2), a)
# expect: end start before last ['first', 3, 1, 2, 5, 'x', 'y']
a.remove(1)
print(a, a.index(2), a.count(5), a.index(5, 2))  # expect: ['first', 3, 2, 5, 'x', 'y'] 2 1 3
a.reverse()
print(a)  # expect: ['y', 'x', 5, 2, 3, 'first']
b = a.copy()
b.clear()
print(a, b, a is not b)  # expect: ['y', 'x', 5, 2, 3, 'first'] [] True
a += (7, 8)
a *= 2
print(a, len(a), a.__contains__(7))
# expect: ['y', 'x', 5, 2, 3, 'first', 7, 8, 'y', 'x', 5, 2, 3, 'first', 7, 8] 16 True


def error(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e, sep=": ")


error(lambda: [].pop())  # expect: IndexError: pop from empty list
error(lambda: [1].pop(5))  # expect: IndexError: pop index out of range
error(lambda: [1].remove(2))  # expect: ValueError: list.remove(x): x not in list
error(lambda: [1].index(2))  # expect: ValueError: 2 is not in list
error(lambda: [1].index(1, 1))  # expect: ValueError: 1 is not in list
error(lambda: [].append())  # expect: TypeError: list.append() takes exactly one argument (0 given)
error(lambda: [].append(1, 2))
# expect: TypeError: list.append() takes exactly one argument (2 given)
error(lambda: [].extend(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: [].insert(0))  # expect: TypeError: insert expected 2 arguments, got 1
error(lambda: [].insert("a", 0))
# expect: TypeError: 'str' object cannot be interpreted as an integer
error(lambda: [1, 2].pop("a"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
error(lambda: list(5))  # expect: TypeError: 'int' object is not iterable
error(lambda: list(1, 2))  # expect: TypeError: list expected at most 1 argument, got 2
