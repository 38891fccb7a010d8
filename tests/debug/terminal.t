# The prompt on a pseudo-terminal made by script(1): keys, Ctrl-C, Ctrl-D, the script's own input.
. "$TOP/tests/cli/lib.sh"
command -v script >/dev/null || {
    echo "ok - the debugger's terminal (not tried: no script(1) here)"
    exit 0
}
HOME=$(pwd)
NO_COLOR=1
export HOME NO_COLOR

cat >ask.py <<'END'
name = input("name? ")
print("hello", name)
count = 0
while name == "bob":
    count += 1
END

# typed NAME STATUS "WORDS" KEYS... -- REGEX...: each KEYS (printf escapes) after a while; each REGEX
# must match a line of what the terminal showed.
typed() {
    name=$1
    wanted=$2
    words=$3
    shift 3
    : >steps
    while [ "$1" != -- ]; do
        printf '%s\n' "$1" >>steps
        shift
    done
    shift
    {
        sleep 0.4
        while read -r keys; do
            printf '%b' "$keys"
            sleep 0.25
        done
        sleep 0.2
    } <steps | script -qec "exec $BATON debug $words" /dev/null >shown 2>&1
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

typed "the script reads the terminal while it runs, Ctrl-C stops it, quitting is asked for" 0 ask.py \
    'c\n' 'bob\n' '\003' 'p count > 0, name\n' 'q\n' 'n\n' 'p 20 + 1\n' 'q\n' 'y\n' -- \
    '^The program has not begun yet' '^name\? bob' '^hello bob' \
    '^\^C\[MainThread\] interrupted, <module> at ask.py:[45]' "^\(True, 'bob'\)" \
    '^The program has not ended. Quit' '^21$'
typed "Ctrl-C gives the line up, an empty line steps again, Ctrl-D ends it" 0 '-q ask.py' \
    'p 1 + \003' 'p 6 * 7\n' 'si\n' '\n' '\004' 'y\n' -- '^42$' '@1 event' '@2 event'
