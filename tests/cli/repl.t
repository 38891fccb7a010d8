# The REPL, on a pseudo-terminal made by script(1).
. "$TOP/tests/cli/lib.sh"
command -v script >/dev/null || {
    echo "ok - REPL (not tried: no script(1) here)"
    exit 0
}
HOME=$(pwd)
export HOME

# typed NAME STATUS TEXT REGEX...: type TEXT (printf escapes; Ctrl-D ends it) at a prompt; each REGEX
# must match a line of what the terminal showed.
typed() {
    name=$1
    wanted=$2
    printf '%b' "$3\004" >keys
    shift 3
    { sleep 0.3; cat keys; sleep 0.5; } | script -qec "$BATON -q" /dev/null >shown 2>&1
    status=$?
    tr -d '\r' <shown >lines
    verdict=ok
    [ "$status" = "$wanted" ] || verdict="not ok"
    for regex; do
        grep -qE -e "$regex" lines || verdict="not ok"
    done
    echo "$verdict - $name"
    [ "$verdict" = ok ] || {
        echo "# status $status, expected $wanted; wanted: $*"
        cat -v lines | sed 's/^/# /'
    }
}

typed "an expression is shown" 0 '1 + 2\n"a" * 3\nNone\n' '^3$' "^'aaa'\$"
typed "_ is the last value" 0 '20 + 1\n_ * 2\n' '^42$'
typed "a block ends with an empty line" 0 'for i in range(3):\n    print("no", i)\n\nprint("after")\n' '^no 2$' '^after$'
typed "an error leaves the prompt" 0 '1/0\nprint("still here")\n' '^ZeroDivisionError: division by zero$' '^still here$'
typed "the traceback names <stdin> or a numbered input" 0 '1/0\n' 'File "<(python-input|stdin)[^"]*>", line 1, in <module>'
typed "a syntax error leaves the prompt" 0 'x = = 1\nprint("still here")\n' '^SyntaxError: invalid syntax$' '^still here$'
typed "brackets go on to the next line" 0 'print("sum", (1 +\n2))\n' '^sum 3$'
typed "sys.exit ends it" 5 'import sys\nsys.exit(5)\n'
typed "functions keep their globals" 0 'x = 5\ndef f():\n    return x * 2\n\nf()\n' '^10$'
typed "decorators and else belong to the block" 0 'if 0:\n    pass\nelse:\n    print("else branch")\n\n' '^else branch$'
typed "a thread runs while the prompt waits" 0 'import threading, time\nt = threading.Thread(target=lambda: (time.sleep(0.1), print("from the thread")))\nt.start()\n' '^(>>> )*from the thread$'
