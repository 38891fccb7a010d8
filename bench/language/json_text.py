# A JSON encoder and a decoder in Python: characters, recursion, dispatch on types.
# small: 5
# kind: text
import sys

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
UNESCAPES = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "t": "\t"}
WORDS = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}


def quote(text):
    return '"' + "".join([ESCAPES.get(c, c) for c in text]) + '"'


def encode(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join([quote(k) + ": " + encode(v) for k, v in value.items()]) + "}"
    return "[" + ", ".join([encode(item) for item in value]) + "]"


class Decoder:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in " \n\t\r":
            self.at += 1

    def value(self):
        self.skip()
        c = self.text[self.at]
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c in WORDS:
            word, value = WORDS[c]
            if not self.text.startswith(word, self.at):
                raise ValueError("at %d: %s expected" % (self.at, word))
            self.at += len(word)
            return value
        return self.number()

    def string(self):
        out = []
        self.at += 1
        while True:
            c = self.text[self.at]
            self.at += 1
            if c == '"':
                return "".join(out)
            if c == "\\":
                c = UNESCAPES[self.text[self.at]]
                self.at += 1
            out.append(c)

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.0123456789eE":
            self.at += 1
        digits = self.text[start : self.at]
        try:
            return int(digits)
        except ValueError:
            return float(digits)

    def array(self):
        out = []
        self.at += 1
        self.skip()
        if self.text[self.at] == "]":
            self.at += 1
            return out
        while True:
            out.append(self.value())
            self.skip()
            c = self.text[self.at]
            self.at += 1
            if c == "]":
                return out
            if c != ",":
                raise ValueError("at %d: comma expected" % self.at)

    def object(self):
        out = {}
        self.at += 1
        self.skip()
        if self.text[self.at] == "}":
            self.at += 1
            return out
        while True:
            self.skip()
            key = self.string()
            self.skip()
            if self.text[self.at] != ":":
                raise ValueError("at %d: colon expected" % self.at)
            self.at += 1
            out[key] = self.value()
            self.skip()
            c = self.text[self.at]
            self.at += 1
            if c == "}":
                return out
            if c != ",":
                raise ValueError("at %d: comma expected" % self.at)


def run(n):
    people = [
        {
            "id": i,
            "name": "Name %d \"the\\other\"" % i,
            "tags": ["a", "b\n", "c\t"],
            "weight": i * 0.5,
            "alive": i % 2 == 0,
            "friends": [{"id": k, "since": None} for k in range(i % 4)],
            "empty": {},
        }
        for i in range(n)
    ]
    text = encode(people)
    back = Decoder(text).value()
    return back == people and encode(back) == text and len(text)


RESULTS = {5: 807, 10000: 1775560}
n = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
result = run(n)
if RESULTS.get(n, result) != result:
    sys.exit("json_text: wrong result: %r" % (result,))
