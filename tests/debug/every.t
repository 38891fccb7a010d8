# Every command of debugger/commands.def, by its whole name or a short one, stands in a golden session;
# every one is in docs/debugging-json.md; help knows its group.
sed -n 's/^BT_COMMAND("\([^"]*\)", "\([^"]*\)".*/\1 \2/p' "$TOP/debugger/commands.def" >commands
cat "$TOP"/tests/debug/*.session | sed -n 's/^(baton[a-z ]*) *\([^ ]*\).*/\1/p' | sort -u >typed
while read -r name shorts; do
    found=
    for word in $name $shorts; do
        grep -qxF -e "$word" typed && found=yes
    done
    if [ "$found" ]; then echo "ok - a session types $name"; else echo "not ok - a session types $name"; fi
    case $name in
        commands | source) ;; # the prompt's own
        *)
            grep -q "\`$name\`" "$TOP/docs/debugging-json.md" || echo "not ok - docs/debugging-json.md has $name"
            ;;
    esac
done <commands
