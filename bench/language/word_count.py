# Words and dicts: how often does each word of a text occur, and which are the most frequent?
# small: 100
# kind: text
import sys

SYLLABLES = "ba ton run next turn lock wait thread sleep wake queue hand over count step".split()


def make_text(n):
    seed = 42
    lines = []
    for _ in range(n):
        line = []
        for _ in range(8):
            seed = (seed * 1103515245 + 12345) % 2147483648
            word = SYLLABLES[seed >> 16 & 7] + SYLLABLES[8 + (seed >> 20) % 7]
            line.append(word.capitalize() if seed & 0x100000 else word)
        lines.append(" ".join(line) + ".")
    return "\n".join(lines)


def frequencies(text):
    count = {}
    for line in text.splitlines():
        for word in line.split():
            word = word.strip(".,;").lower()
            count[word] = count.get(word, 0) + 1
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))


RESULTS = {100: (56, ('turnhand', 23), ('threadhand', 8)), 120000: (56, ('basleep', 17458), ('waitstep', 16875))}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 120000
ranking = frequencies(make_text(n))
result = (len(ranking), ranking[0], ranking[-1])
if RESULTS.get(n, result) != result:
    sys.exit("word_count: wrong result: %r" % (result,))
