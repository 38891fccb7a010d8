# What the shell tests share.  Read with `. "$TOP/tests/cli/lib.sh"`.

# run ARGUMENT...: run the program on an empty stdin; leaves $status, and what it said in out and err.
run() {
    "$BATON" "$@" </dev/null >out 2>err
    status=$?
}

# piped TEXT ARGUMENT...: the same with TEXT (printf escapes) on stdin.
piped() {
    printf '%b' "$1" >in
    shift
    "$BATON" "$@" <in >out 2>err
    status=$?
}

# expect NAME STATUS OUT ERR: one test.  OUT is the whole of stdout without its last newline, ERR an
# extended regular expression for some line of stderr; an empty ERR wants an empty stderr.
expect() {
    verdict=ok
    [ "$status" = "$2" ] || verdict="not ok"
    [ "$(cat out)" = "$3" ] || verdict="not ok"
    if [ -z "$4" ]; then
        [ ! -s err ] || verdict="not ok"
    else
        grep -qE -e "$4" err || verdict="not ok"
    fi
    echo "$verdict - $1"
    [ "$verdict" = ok ] || {
        echo "# status $status, expected $2; stderr should match: $4"
        echo "# stdout should be:"
        printf '%s\n' "$3" | sed 's/^/#   /'
        echo "# stdout:"
        head -c 2000 out | sed 's/^/#   /'
        echo "# stderr:"
        head -c 2000 err | sed 's/^/#   /'
    }
}

# holds NAME CONDITION...: one test of a shell command's success.
holds() {
    name=$1
    shift
    if "$@"; then echo "ok - $name"; else echo "not ok - $name"; fi
}

# built KIND...: whether this build is one of those kinds (asan, tsan, gc-stress ...).
built() {
    for kind in "$@"; do [ "$BATON_TEST_BUILD" = "$kind" ] && return 0; done
    return 1
}
