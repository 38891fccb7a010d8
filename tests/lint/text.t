# How files are written: what no compiler checks and every reader sees.
cd "$TOP" || exit 1

report() { # report NAME LINES: a test that holds when there are no LINES
    if [ -z "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "$2" | head -n 20 | sed 's/^/# /'
    fi
}

sources=$(find base lexer parser bytecode compiler runtime vm lab embed debugger cli include tests \
    -name '*.[chly]' 2>/dev/null | grep -vE '^(lexer/scanner|parser/grammar)\.[ch]$|^tests/golden/')
[ -n "$sources" ] || exit 1
# shellcheck disable=SC2086 # a list of files
{
    report "no tabs in C files" "$(grep -nP '\t' $sources)"
    report "no blanks at the end of lines in C files" "$(grep -nE ' +$' $sources)"
    report "C files are 100 columns wide (strings are not cut)" \
        "$(awk '{ line = $0; gsub(/[\200-\277]/, "", line) }
            FILENAME !~ /[.][ly]$/ && length(line) > 100 && line !~ /"[^"]*"[^"]*$/ { print FILENAME ":" FNR ": " length(line) }' $sources)"
    report "no leftovers (TODO, FIXME, XXX)" "$(grep -nE '\b(TODO|FIXME|XXX)\b' $sources)"
    report "headers are guarded" "$(for f in $sources; do
        case $f in *.h) grep -qE '^#(pragma once|ifndef)' "$f" || echo "$f" ;; esac; done)"
}
