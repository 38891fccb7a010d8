"""Writes the expected errors of the corpora in this folder, or checks them, with CPython.

    python3.13 record.py CORPUS...           rewrites what CPython says
    python3.13 record.py --check CORPUS...   says where it differs, and exits with 1

A corpus is a text of cases. Each begins with a line `=== NAME`, then the program; after a line
`---` comes what Python prints when it is run from a file called x.py.
"""

import os
import re
import subprocess
import sys
import tempfile


def cases(text):
    for part in re.split(r"^=== ", text, flags=re.M)[1:]:
        name, rest = part.split("\n", 1)
        program, _, expected = rest.partition("---\n")
        yield name, program, expected


def run(program):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "x.py"), "w", encoding="utf-8", newline="") as file:
            file.write(program)
        done = subprocess.run([sys.executable, "-W", "ignore", "x.py"], cwd=folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.stderr.replace(os.path.join(os.path.realpath(folder), "x.py"), "x.py")


def main():
    arguments = sys.argv[1:]
    check = arguments[:1] == ["--check"]
    different = 0
    for path in arguments[check:]:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        out = [text.split("=== ", 1)[0]]
        for name, program, expected in cases(text):
            said = run(program)
            if check and said != expected:
                different += 1
                print(f"{path}: {name}: CPython says\n{said}")
            out.append(f"=== {name}\n{program}---\n{said}")
        if not check:
            with open(path, "w", encoding="utf-8") as file:
                file.write("".join(out))
    return different != 0


sys.exit(main())
