# Comparing and printing lists, recursive ones too.
print([1, 2] == [1, 2], [1, 2] != [2, 1], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 5], [1, 2] <= [1, 2], [1] == (1,))
# expect: True True True True True True True False
a = [1]
a.append(a)
print(a, a == a, a[1][1][1] is a)  # expect: [1, [...]] True True
print([[], [[]], ()], [None, True, 1.0, "s", b"b", {1: [2]}, {3}], str([1, "a"]), repr(["it's"]))
# expect: [[], [[]], ()] [None, True, 1.0, 's', b'b', {1: [2]}, {3}] [1, 'a'] ["it's"]
print([1, 2] + [3], [0] * 3, 2 * [1, 2], [[]] * 2, 2 in [1, 2], [1] in [[1]], not [], len([0] * 1000))
# expect: [1, 2, 3] [0, 0, 0] [1, 2, 1, 2] [[], []] True True True 1000
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].index(nan), [1, nan] < [1, 5])  # expect: True True 0 False
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows, [[0] * 2 for i in range(2)])  # expect: [[1, 0], [1, 0]] [[0, 0], [0, 0]]
