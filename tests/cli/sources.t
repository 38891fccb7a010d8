# Where a program can come from: a file, -c, -m, standard input.
. "$TOP/tests/cli/lib.sh"

printf 'import sys\nprint(__name__, sys.argv[1:])\n' >s.py
run s.py a -b --c
expect "a file, with its arguments" 0 "__main__ ['a', '-b', '--c']" ""
run -c 'import sys; print(sys.argv)' a -V
expect "-c, with its arguments" 0 "['-c', 'a', '-V']" ""
run -c 'print(1)
for i in range(2):
    print(i)'
expect "-c with several lines" 0 "1
0
1" ""
run -cprint\(5\)
expect "-c with the code in the same word" 0 "5" ""
piped 'print("from stdin")\nimport sys\nprint(sys.argv)\n' - x
expect "- is standard input" 0 "from stdin
['-', 'x']" ""
piped 'print("no argument")\n'
expect "standard input that is no terminal is a script" 0 "no argument" ""
piped 'def f(:\n' -
expect "a syntax error in standard input" 1 "" '^  File "<stdin>", line 1$'
run -c 'print('
expect "a syntax error in -c" 1 "" "^SyntaxError: '\(' was never closed$"
run -c 'def f():
    1/0
f()'
expect "a traceback from -c" 1 "" '^  File "<string>", line 2, in f$'
run -c 'x = 0
1 / x'
expect "a traceback quotes the text of -c" 1 "" '^    1 / x$'
mkdir pkg
echo 'print("mod", __name__)' >mod.py
echo 'print("main of pkg", __package__)' >pkg/__main__.py
: >pkg/__init__.py
run -m mod
expect "-m MODULE" 0 "mod __main__" ""
run -m pkg
expect "-m PACKAGE runs its __main__" 0 "main of pkg pkg" ""
run -m nothing_here
expect "-m of nothing" 1 "" ": No module named nothing_here$"
mkdir sub
printf 'import beside\n' >sub/t.py
printf 'print("imported from the folder of the script")\n' >sub/beside.py
run sub/t.py
expect "imports are looked up beside the script" 0 "imported from the folder of the script" ""
printf '#!/usr/bin/env baton\r\nprint("crlf")\r\n' >crlf.py
run crlf.py
expect "carriage returns and #! lines" 0 "crlf" ""
printf '\357\273\277print("bom")\n' >bom.py
run bom.py
expect "a byte order mark" 0 "bom" ""
printf '# -*- coding: latin-1 -*-\nprint(ascii("\351"))\n' >latin.py
run latin.py
expect "a coding line" 0 "'\\xe9'" ""
printf 'print("no newline at the end")' >nn.py
run nn.py
expect "no newline at the end of the file" 0 "no newline at the end" ""
: >empty.py
run empty.py
expect "an empty file" 0 "" ""
ln -s s.py link.py
run ./link.py 1
expect "a symbolic link" 0 "__main__ ['1']" ""
