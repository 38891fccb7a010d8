# A recursive-descent calculator.
def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            yield float(text[i:j]) if "." in text[i:j] else int(text[i:j])
            i = j
        elif c in "+-*/()":
            yield c
            i += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    yield None


class Parser:
    def __init__(self, text):
        self.tokens = tokens(text)
        self.next()

    def next(self):
        self.token = next(self.tokens)

    def expression(self):
        value = self.term()
        while self.token in ("+", "-"):
            op = self.token
            self.next()
            value = value + self.term() if op == "+" else value - self.term()
        return value

    def term(self):
        value = self.factor()
        while self.token in ("*", "/"):
            op = self.token
            self.next()
            value = value * self.factor() if op == "*" else value / self.factor()
        return value

    def factor(self):
        token = self.token
        self.next()
        if token == "(":
            value = self.expression()
            if self.token != ")":
                raise SyntaxError("expected )")
            self.next()
            return value
        if token == "-":
            return -self.factor()
        if isinstance(token, (int, float)):
            return token
        raise SyntaxError(f"unexpected {token!r}")


for text in ("1 + 2 * 3", "(1 + 2) * 3", "-4 / 2", "2 * (3 + 4) - 5.5", "1 +", "(1", "1 $ 2", "1 / 0"):
    try:
        print(text, "=", Parser(text).expression())
        # expect: 1 + 2 * 3 = 7
        # expect: (1 + 2) * 3 = 9
        # expect: -4 / 2 = -2.0
        # expect: 2 * (3 + 4) - 5.5 = 8.5
        # raises: StopIteration
    except (SyntaxError, ZeroDivisionError) as e:
        print(text, "->", type(e).__name__, e)
