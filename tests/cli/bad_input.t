# Bad programs: Python's own error each time, never a crash.
. "$TOP/tests/cli/lib.sh"

mkdir folder
run folder
expect "a folder without __main__" 1 "" "can't find '__main__' module in '.*folder'$"
printf '\177ELF\002\001\001\000\000\000' >binary
run binary
expect "a binary file" 1 "" "^SyntaxError: (source code cannot contain null bytes|Non-UTF-8 code)"
printf 'x = 1\nprint("\377")\n' >invalid.py
run invalid.py
expect "invalid UTF-8" 1 "" "^SyntaxError: \(unicode error\) 'utf-8' codec can't decode byte 0xff in position .*: invalid start byte$|^SyntaxError: Non-UTF-8 code starting with '.xff'"
printf 'print(1)\nx = "\000"\n' >nul.py
run nul.py
expect "NUL bytes" 1 "" "^SyntaxError: source code cannot contain null bytes$"
printf 'if 1:\n\tx = 1\n        y = 2\n' >tabs.py
run tabs.py
expect "tabs mixed with spaces" 1 "" "^TabError: inconsistent use of tabs and spaces in indentation$"
printf 'if 1:\n        x = 1\n    y = 2\n' >dedent.py
run dedent.py
expect "an indentation that fits nothing" 1 "" "^IndentationError: unindent does not match any outer indentation level$"
printf 'x = (1,\ny = 2\n' >paren.py
run paren.py
expect "an unclosed bracket" 1 "" "^SyntaxError: '\(' was never closed$"
printf 'x = "abc\n' >string.py
run string.py
expect "an unclosed string" 1 "" "^SyntaxError: unterminated string literal \(detected at line 1\)$"
printf 'x = """abc\n\n' >triple.py
run triple.py
expect "an unclosed triple string" 1 "" "^SyntaxError: unterminated triple-quoted string literal \(detected at line 2\)$"
printf '%10000s%10000s\n' '' '' | sed 's/ /(/; s/ /)/g; s/^/x = /; s/)/(/g' | head -c 10000 >deep.py
run deep.py
expect "10,000 open parentheses" 1 "" "^SyntaxError: too many nested parentheses$"
{
    printf 'x = '
    i=0
    while [ $i -lt 2000 ]; do
        printf -- '----------'
        i=$((i + 1))
    done
    echo 1
} >minus.py
run minus.py
holds "20,000 unary operators end in an error or a result" [ "$status" -le 1 ]
{
    printf 'x = 1'
    i=0
    while [ $i -lt 5000 ]; do
        printf ' + 1 + 1 + 1 + 1'
        i=$((i + 1))
    done
    echo
} >sum.py
run sum.py
holds "a sum of 20,000 terms ends in an error or a result" [ "$status" -le 1 ]
i=0
while [ $i -lt 150 ]; do
    printf "%${i}sif 1:\n" ''
    i=$((i + 1))
done >blocks.py
printf '%150spass\n' '' >>blocks.py
run blocks.py
expect "150 nested blocks" 1 "" "^IndentationError: too many levels of indentation$"
printf 'print("before")\ndef f(n): return f(n + 1)\nf(0)\n' >recursion.py
run recursion.py
expect "infinite recursion" 1 "before" "^RecursionError: maximum recursion depth exceeded"
printf 'import threading\nprint("before")\ndef f(n): return f(n + 1)\nt = threading.Thread(target=f, args=(0,))\nt.start()\nt.join()\nprint("after")\n' >recursion_thread.py
run recursion_thread.py
expect "infinite recursion in a thread" 0 "before
after" "^RecursionError: maximum recursion depth exceeded"
printf 'class A:\n    def __repr__(self): return repr(self)\n    def __getattr__(self, n): return getattr(self, n)\nprint("before")\nrepr(A())\n' >recursion_repr.py
run recursion_repr.py
expect "infinite recursion through repr" 1 "before" "^RecursionError: maximum recursion depth exceeded"
printf 'x = []\nfor i in range(100000):\n    x = [x]\nprint("made")\ntry:\n    repr(x)\nexcept RecursionError:\n    print("refused")\ndel x\nprint("gone")\n' >nested.py
run nested.py
expect "a list nested 100,000 deep" 0 "made
refused
gone" ""

if built asan tsan gc-stress; then
    echo "ok - memory limit (not tried in this build)"
else
    printf 'print("before")\ntry:\n    x = [0] * 10**9\nexcept MemoryError:\n    print("caught")\ny = []\nwhile True:\n    y.append("x" * 100000 + str(len(y)))\n' >memory.py
    (
        ulimit -v 400000
        exec "$BATON" memory.py
    ) >out 2>err
    status=$?
    expect "memory limit reached" 1 "before
caught" "^MemoryError"
fi
