"""Write the expectations of test scripts as CPython 3.13 gives them.

    python3.13 tools/fill_expect.py tests/lang/TOPIC/*.py

Each script is run; what it printed replaces its `# expect:` and `# raises:` comments: beside the
statement that printed it where output comes in the order of the lines, else (loops, calls) on lines
of their own behind the top-level statement.  Lines too long for the width go below their statement.
Read the result before you commit it: it is what CPython does, not what you meant to test.
"""
import ast
import os
import re
import shlex
import subprocess
import sys

WIDTH = 100
COMMENT = re.compile(r"\s*# (expect|raises):( .*)?$")

# Runs in the script's process: notes for every line of output the line numbers of the main thread's
# outermost and innermost frame in the script.
PROBE = r"""
import os, sys, threading, types
path = sys.argv[1]
sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(os.path.abspath(path))
out = sys.stdout
main_ident = threading.get_ident()
notes = open(os.environ["FILL_NOTES"], "w")

class Probe:
    start = True
    def __getattr__(self, name):
        return getattr(out, name)
    def write(self, text):
        if text:
            frame = sys._getframe(1) if threading.get_ident() == main_ident \
                else sys._current_frames().get(main_ident)
            lines = []
            while frame:
                if frame.f_code.co_filename == path:
                    lines.append(frame.f_lineno)
                frame = frame.f_back
            for part in text.splitlines(keepends=True):
                if self.start and lines:
                    notes.write(f"{lines[-1]} {lines[0]}\n")
                elif self.start:
                    notes.write("0 0\n")
                self.start = part.endswith("\n")
            notes.flush()
        return out.write(text)

with open(path, encoding="utf-8") as f:
    code = compile(f.read(), path, "exec")
sys.stdout = Probe()
module = types.ModuleType("__main__")
module.__file__ = path
sys.modules["__main__"] = module
exec(code, module.__dict__)
"""


def run(path, text):
    """Return (lines of output, their notes, last line of stderr, line number it came from)."""
    want = {}
    for line in text.splitlines():
        found = re.search(r"(?:^|\s)# (args|stdin|options):(?: (.*))?$", line)
        if found:
            want.setdefault(found[1], []).append(found[2] or "")
    folder, name = os.path.split(os.path.abspath(path))
    notes_path = f"/tmp/fill-notes-{os.getpid()}"
    options = shlex.split(" ".join(want.get("options", [])))
    args = shlex.split(" ".join(want.get("args", [])))
    done = subprocess.run(
        [sys.executable, *options, "-c", PROBE, name, *args], cwd=folder, text=True, capture_output=True,
        input="".join(line + "\n" for line in want.get("stdin", [])), timeout=60,
        env={**os.environ, "FILL_NOTES": notes_path, "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC",
             "LC_ALL": "C.UTF-8", "PYTHON_COLORS": "0"})
    with open(notes_path, encoding="utf-8") as f:
        notes = [tuple(map(int, line.split())) for line in f]
    os.remove(notes_path)
    lines = done.stdout.splitlines()
    if len(lines) != len(notes):
        sys.exit(f"{path}: {len(lines)} lines of output but {len(notes)} notes")
    error = where = None
    if done.returncode == 1 and done.stderr:
        error = done.stderr.rstrip("\n").splitlines()[-1]
        numbers = re.findall(rf'File "{re.escape(name)}", line (\d+), in <module>', done.stderr)
        where = int(numbers[-1]) if numbers else len(text.splitlines())
    elif done.stderr:
        print(f"{path}: stderr:\n{done.stderr}", file=sys.stderr)
    return lines, notes, error, where


def fill(path):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    kept = []
    for line in text.splitlines():
        found = COMMENT.search(line)
        if found and not line[:found.start()].strip():
            continue
        kept.append(line[:found.start()] if found else line)
    text = "\n".join(kept) + "\n"
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)

    lines, notes, error, where = run(path, text)
    tree = ast.parse(text)
    # Which statement a line belongs to: the innermost one that holds it, and the top-level one.
    inner, top = {}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            simple = not hasattr(node, "body")
            for n in range(node.lineno, node.end_lineno + 1):
                if simple:
                    inner[n] = node.end_lineno
    for node in tree.body:
        for n in range(node.lineno, node.end_lineno + 1):
            top[n] = (node.lineno, node.end_lineno)

    behind, groups = {}, []
    for line, (outer, leaf) in zip(lines, notes):
        if groups and groups[-1][0] == top.get(outer):
            groups[-1][1].append((line, leaf))
        else:
            groups.append((top.get(outer), [(line, leaf)]))
    last = 0
    for span, output in groups:
        if span is None:
            span = (last, last)
        if span[0] < last:
            sys.exit(f"{path}: output of line {span[0]} comes after that of line {last}")
        last = span[1]
        leaves = [inner.get(leaf, span[1]) for _, leaf in output]
        in_order = leaves == sorted(leaves) and all(span[0] <= leaf <= span[1] for leaf in leaves)
        for (line, _), leaf in zip(output, leaves):
            behind.setdefault(leaf if in_order else span[1], []).append(f"expect: {line}".rstrip())
    if error is not None:
        behind.setdefault(inner.get(where, where), []).append(f"raises: {error}")

    result = []
    for number, line in enumerate(kept, 1):
        comments = behind.get(number, [])
        indent = line[:len(line) - len(line.lstrip())]
        if len(comments) == 1 and len(line) + 3 + len(comments[0]) <= WIDTH and "#" not in line:
            result.append(f"{line}  # {comments[0]}")
        else:
            result.append(line)
            result.extend(f"{indent}# {comment}" for comment in comments)
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(result) + "\n")


for name in sys.argv[1:]:
    fill(name)
