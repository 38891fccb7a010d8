"""Random programs, run by Baton and by CPython 3.13: they must print the same.

    python3.13 fuzz/random_programs.py --baton ./baton [--count N] [--seed S] [--keep FOLDER]

Each program is made from one seed: nested loops, try/finally, with, closures, generators, classes,
comprehensions and arithmetic over a few variables, with everything bounded.  A program that differs
is made as short as it can be and kept (--keep).  The exit status is 1 if there was any.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

PRELUDE = '''\
class M:
    def __init__(self, n, swallow):
        self.n, self.swallow = n, swallow
    def __enter__(self):
        print("enter", self.n)
        return self.n
    def __exit__(self, kind, value, tb):
        print("exit", self.n, kind and kind.__name__)
        return self.swallow
class P:
    k = 3
    def __init__(self, v):
        self.v = v
    def get(self, d=1):
        return self.v + d
    def __add__(self, o):
        return P(self.v + (o.v if isinstance(o, P) else o))
    def __radd__(self, o):
        return self.v - o
    def __eq__(self, o):
        return isinstance(o, P) and self.v == o.v
    def __lt__(self, o):
        return self.v < o.v
    def __repr__(self):
        return f"P({self.v})"
    def __len__(self):
        return abs(self.v) % 5 if isinstance(self.v, int) else 1
    def __getitem__(self, i):
        return (self.v, i)
def show(*a):
    print(*[short(x) for x in a])
    return a[-1] if a else None
def short(x):
    t = repr(x)
    return t if len(t) < 80 else t[:40] + "..." + str(len(t))
'''


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.depth = 0
        self.names = ["a", "b", "c"]
        self.functions = []
        self.in_function = False
        self.in_loop = 0
        self.is_generator = False
        self.serial = 0

    def emit(self, text):
        self.lines.append("    " * self.depth + text)

    def pick(self, *choices):
        return self.r.choice(choices)

    def fresh(self, prefix):
        self.serial += 1
        return f"{prefix}{self.serial}"

    def var(self):
        return self.r.choice(self.names)

    # ---- expressions -------------------------------------------------------------------------
    def expr(self, n=3):
        if n <= 0:
            return self.pick(self.var(), str(self.r.randint(-5, 20)), self.pick(
                "0.5", "2 ** 47", "-1", "'ab'", "''", "None", "True", "10 ** 20", "1.5e10", "'é日'", "()", "[]", "{}"))
        k = self.r.randint(0, 25)
        e = lambda: self.expr(n - 1 - self.r.randint(0, 1))
        if k < 4:
            return f"({e()} {self.pick('+', '-', '*', '//', '%', '&', '|', '^', '/')} {e()})"
        if k == 4:
            return f"({e()} {self.pick('<', '>', '==', '!=', '<=', 'is', 'in', 'not in')} {e()})"
        if k == 5:
            return f"({e()} if {e()} else {e()})"
        if k == 6:
            return f"({e()} {self.pick('and', 'or')} {e()})"
        if k == 7:
            return f"[{e()}, {e()}]"
        if k == 8:
            return f"({e()}, {e()}, {e()})"
        if k == 9:
            return f"{{{self.pick('1', repr('k'), '(1, 2)')}: {e()}, {self.pick('2', repr('k'))}: {e()}}}"
        if k == 10:
            v = self.fresh("i")
            self.names.append(v)
            body, cond = e(), e()
            self.names.remove(v)
            kind = self.pick("[%s]", "sum([1 for _ in [%s]])", "list(%s)", "len([%s])")
            kind = kind if kind != "list(%s)" else "list((%s))"
            return kind % f"{body} for {v} in range({self.r.randint(0, 4)}) if {cond}" if kind.count("[_") == 0 and "for _" not in kind \
                else f"[{body} for {v} in range(3)]"
        if k == 11:
            return f"(lambda x={e()}: {self.pick('x', '(x, ' + e() + ')')})()"
        if k == 12:
            return f"show({e()})"
        if k == 13:
            return f"{self.pick('str', 'repr', 'bool', 'type', 'len', 'int', 'abs', 'list', 'sorted', 'sum', 'max', 'hash is', 'tuple', 'not', '-')}".replace(
                "hash is", "id is None or bool").replace("type", "(lambda x: type(x).__name__)") + f"({e()})"
        if k == 14:
            return f"({e()})[{self.pick('0', '-1', '1:', '::2', '::-1', ':2', e())}]"
        if k == 15:
            return f"P({e()}){self.pick('', '.v', '.get()', '.get(d=2)', '.k', '[1]', ' + 1', ' + P(2)')}"
        if k == 16 and self.functions:
            f, arity = self.r.choice(self.functions)
            return f"{f}({', '.join(e() for i in range(max(0, arity + self.pick(0, 0, 0, 0, -1, 1))))})"
        if k == 17:
            return "f\"{" + e().replace('"', "'") + "!r:>4} {" + self.var() + "}\""
        if k == 18:
            return f"({self.var()} := {e()})" if not self.in_comp() else self.var()
        if k == 19:
            return f"({e()} {self.pick('<', '<=', '==')} {e()} {self.pick('<', '!=', 'in')} {e()})"
        if k == 20:
            return f"[*{e()}, {e()}]"
        if k == 21:
            return f"'%s-%r' % ({e()}, {e()})"
        return self.expr(0)

    def in_comp(self):
        return any(n.startswith("i") for n in self.names)

    # ---- statements --------------------------------------------------------------------------
    def block(self, n):
        self.depth += 1
        for i in range(self.r.randint(1, 3)):
            self.stmt(n - 1)
        self.depth -= 1

    def stmt(self, n):
        k = self.r.randint(0, 27 if n > 0 else 9)
        if k < 3:
            self.emit(f"{self.var()} = {self.expr()}")
        elif k == 3:
            self.emit(f"{self.var()} {self.pick('+', '-', '*', '|', '//')}= {self.expr(2)}")
        elif k < 6:
            self.emit(f"show({self.expr()}, {self.var()})")
        elif k == 6:
            self.emit(f"{self.var()}, {self.var()} = {self.pick(self.expr(1) + ', ' + self.expr(1), self.expr(1))}")
        elif k == 7:
            if self.in_loop:
                self.emit(f"if {self.expr(1)}: {self.pick('break', 'continue')}")
            else:
                self.emit("pass")
        elif k == 8:
            if self.in_function and not self.is_generator:
                self.emit(f"if {self.expr(1)}: return {self.expr(2)}")
            elif self.is_generator:
                self.emit(self.pick(f"{self.var()} = yield {self.expr(1)}", f"yield {self.expr(2)}",
                                    f"yield from {self.pick('[1, 2]', self.expr(1))}"))
            else:
                self.emit(f"assert {self.expr(1)}, {self.expr(1)}" if self.r.random() < .3 else "pass")
        elif k == 9:
            self.emit(f"if {self.expr(1)}: raise {self.pick('ValueError', 'KeyError', 'TypeError')}({self.expr(0)})"
                      if self.r.random() < .6 else f"*{self.var()}, {self.var()} = {self.expr(1)}")
        elif k < 13:
            self.emit(f"if {self.expr(2)}:")
            self.block(n)
            if self.r.random() < .5:
                self.emit("else:")
                self.block(n)
        elif k < 16:
            v = self.fresh("v")
            self.emit(f"for {v} in {self.pick('range(3)', 'range(2)', '(1, 2)', '[' + self.expr(1) + ', 5]', self.expr(1))}:")
            self.names.append(v)
            self.in_loop += 1
            self.block(n)
            self.in_loop -= 1
            self.names.remove(v)
            if self.r.random() < .3:
                self.emit("else:")
                self.block(n)
        elif k == 16:
            v = self.fresh("w")
            self.emit(f"{v} = 0")
            self.emit(f"while {v} < {self.r.randint(1, 3)}:")
            self.depth += 1
            self.emit(f"{v} += 1")
            self.depth -= 1
            self.in_loop += 1
            self.block(n)
            self.in_loop -= 1
        elif k < 21:
            self.emit("try:")
            self.block(n)
            form = self.r.randint(0, 3)
            if form < 3:
                self.emit(f"except {self.pick('Exception', 'TypeError', '(ValueError, KeyError)', 'ZeroDivisionError', 'ArithmeticError')} as e:")
                self.depth += 1
                self.emit("print(type(e).__name__, e)" if self.r.random() < .9 else "raise")
                self.depth -= 1
                self.block(n)
                if self.r.random() < .3:
                    self.emit("else:")
                    self.block(n)
            if form > 1:
                self.emit("finally:")
                loop, self.in_loop = self.in_loop, self.in_loop if self.r.random() < .3 else 0
                self.depth += 1
                self.emit("print('finally')")
                self.depth -= 1
                self.block(n)
                self.in_loop = loop
        elif k == 21:
            self.emit(f"with M({self.r.randint(0, 9)}, {self.pick('True', 'False')}) as {self.var()}:")
            self.block(n)
        elif k < 25:
            self.function(n)
        elif k == 25:
            self.emit(f"match {self.expr(1)}:")
            self.depth += 1
            for pattern in self.r.sample(["[x, *_]", "(x, y)", "int(x)", "{'k': x}", "str() as x", "P(v=x)", "1 | 2 as x", "None | True"], 3):
                self.emit(f"case {pattern}:")
                self.block(1)
            self.emit("case _:")
            self.block(1)
            self.depth -= 1
        else:
            self.emit(f"show({self.var()})")

    def function(self, n):
        f = self.fresh("f")
        arity = self.r.randint(0, 2)
        args = ["a", "b"][:arity]
        generator = self.r.random() < .35
        saved = self.in_function, self.in_loop, self.is_generator, self.names, self.functions
        self.emit(f"def {f}({', '.join(args)}):")
        self.depth += 1
        scope = self.pick("global", "local", "nonlocal" if saved[0] else "global")
        self.in_function, self.in_loop, self.is_generator = True, 0, generator
        self.functions = list(self.functions)
        if scope == "local":
            for v in ("a", "b", "c"):
                if v not in args:
                    self.emit(f"{v} = {self.r.randint(0, 9)}")
        elif scope == "global" and [v for v in "abc" if v not in args]:
            self.emit(f"global {', '.join(v for v in 'abc' if v not in args)}")
        else:
            for v in ("a", "b", "c"):
                if v not in args:
                    self.emit(f"{v} = {self.r.randint(0, 9)}")
        self.names = ["a", "b", "c"]
        self.depth -= 1
        self.block(n)
        self.depth += 1
        if generator:
            self.emit(f"yield {self.expr(1)}")
        self.emit(f"return {self.expr(2)}")
        self.depth -= 1
        self.in_function, self.in_loop, self.is_generator, self.names, self.functions = saved
        values = ", ".join(self.expr(1) for i in range(arity))
        self.emit("try:")
        self.emit(f"    show({'list' if generator else ''}({f}({values})))")
        self.emit("except Exception as e:")
        self.emit("    print('call', type(e).__name__, e)")
        if not generator:
            self.functions.append((f, arity))

    def program(self):
        self.emit("a, b, c = 1, 'x', [3]")
        for i in range(self.r.randint(4, 8)):
            self.stmt(4)
        self.emit("show(a, b, c)")
        return PRELUDE + "\n".join(self.lines) + "\n"


def run(program, path):
    try:
        done = subprocess.run([program, path], capture_output=True, timeout=10, stdin=subprocess.DEVNULL,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHON_COLORS": "0", "PYTHONWARNINGS": "ignore"})
    except subprocess.TimeoutExpired:
        return None
    error = [line for line in done.stderr.decode(errors="replace").splitlines() if "Warning" not in line and not line.startswith("  ")]
    return done.stdout.decode(errors="replace"), error[-1:] if done.returncode else [], done.returncode


def differs(text, baton, path):
    """Run the text both ways: (CPython's result, Baton's) if they differ, else None."""
    try:
        compile(text, path, "exec")
    except SyntaxError:
        return None
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    want = run(sys.executable, path)
    if want is None:
        return None
    got = run(baton, path)
    return None if want == got else (want, got)


def kind(result):
    """What sort of difference it is, so that a reduced program shows the same."""
    want, got = result
    return "hang" if got is None else "crash" if got[2] < 0 else "output"


def reduce(text, baton, path, wanted):
    """Take away lines, each with the block below it, as long as the difference stays."""
    lines = text.splitlines()
    step = 0
    while step < len(lines):
        indent = len(lines[step]) - len(lines[step].lstrip())
        end = step + 1
        while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
            end += 1
        inside = [line[4:] for line in lines[step + 1:end]]
        for middle in ([], ["    " * (indent // 4) + "pass"], inside):
            shorter = lines[:step] + middle + lines[end:]
            if len("\n".join(shorter)) >= len("\n".join(lines)):
                continue
            result = differs("\n".join(shorter) + "\n", baton, path)
            if result and kind(result) == wanted:
                lines = shorter
                break
        else:
            step += 1
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--baton", default="./baton")
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", default=".")
    options = options.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.count):
            path = os.path.join(folder, "program.py")
            text = Maker(seed).program()
            result = differs(text, options.baton, path)
            if not result:
                continue
            different += 1
            text = reduce(text, options.baton, path, kind(result))
            want, got = differs(text, options.baton, path) or result
            kept = os.path.join(options.keep, f"seed{seed}.py")
            with open(kept, "w", encoding="utf-8") as f:
                f.write(text)
            print(f"seed {seed}: {kind((want, got))}, see {kept}")
            if got is None:
                continue
            for a, b in zip(want[0].splitlines() + ["(end)"], got[0].splitlines() + ["(end)"]):
                if a != b:
                    print(f"  cpython: {a[:150]}\n  baton:   {b[:150]}")
                    break
            if want[1:] != got[1:]:
                print(f"  cpython: {want[1:]}\n  baton:   {got[1:]}")
    print(different, "of", options.count, "differ")
    return 1 if different else 0


sys.exit(main())
