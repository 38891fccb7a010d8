# Text: build, join, split, replace, search, slice, compare, format.
# small: 100
# kind: text
import sys


def run(n):
    words = ["w%d" % (i % 977) for i in range(n)]
    text = " ".join(words)
    total = len(text)
    for piece in text.split(" "):
        if piece.startswith("w9") and piece.endswith("7"):
            total += len(piece.upper())
        elif "55" in piece:
            total += piece.find("5")
    total += len(text.replace("w1", "one").replace(" ", ", "))
    line = ""
    for word in words[: n // 4]:
        line += word
        line += ";"
        if len(line) > 60:
            total += len(line.strip("w;")) + line.count("9")
            line = line[30:]
    for i in range(n // 2):
        total += len("{}={:>6}".format(words[i], i)) + len(str(i) + "/" + words[i][1:])
    digits = 0
    for c in text[: 2 * n]:
        if c.isdigit():
            digits += ord(c) - 48
    return total, digits, max(words), text[::-1][:4]


RESULTS = {100: (1673, 341, 'w99', '99w '), 800000: (19119697, 4351814, 'w99', '318w')}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 800000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("strings: wrong result: %r" % (result,))
