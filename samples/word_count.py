# Which words come most often, and who uses them: dict, split, sorted with a key.
text = """
the cat sat on the mat and the dog sat on the cat
then the cat and the dog ran and the mat was free
"""

count = {}
for word in text.split():
    count[word] = count.get(word, 0) + 1

for word, n in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:6]:
    print(f"{word:>5} {n:2} {'*' * n}")
print(len(count), "different words of", sum(count.values()))
