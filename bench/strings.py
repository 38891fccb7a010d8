# Building, splitting and formatting text.
def run(n):
    words = [f"w{i % 977}" for i in range(n)]
    text = " ".join(words)
    count = {}
    for w in text.split():
        count[w] = count.get(w, 0) + 1
    out = []
    for w in sorted(count):
        out.append("%s=%d" % (w.upper(), count[w]))
    return len(text), len(",".join(out))


print(run(400_000))
