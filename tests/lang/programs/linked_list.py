# A linked list and a binary tree, with special methods.
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.head = Node(item, self.head)

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return sum(1 for _ in self)

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"

    def reverse(self):
        before, node = None, self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before
        return self


l = LinkedList("abc")
print(l, len(l), l.reverse(), LinkedList(), 5 in LinkedList([1, 5]), sorted(l))
# expect: 'c' -> 'b' -> 'a' 3 'c' -> 'b' -> 'a' empty True ['a', 'b', 'c']


class Tree:
    def __init__(self, value):
        self.value, self.left, self.right = value, None, None

    def insert(self, value):
        side = "left" if value < self.value else "right"
        child = getattr(self, side)
        if child:
            child.insert(value)
        else:
            setattr(self, side, Tree(value))

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def depth(self):
        return 1 + max(c.depth() if c else 0 for c in (self.left, self.right))


t = Tree(50)
for i in range(40):
    t.insert(i * 37 % 101)
print(list(t), t.depth())
# expect: [0, 3, 6, 9, 10, 13, 16, 19, 20, 23, 26, 29, 30, 33, 36, 37, 40, 43, 46, 47, 50, 50, 53, 56, 57, 60, 63, 67, 70, 73, 74, 77, 80, 83, 84, 87, 90, 93, 94, 97, 100] 9
