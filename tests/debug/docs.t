# What docs/debugging.md shows comes out again, and its tables have every command.
for name in $(sed -n 's/^BT_COMMAND("\([^"]*\)".*/\1/p' "$TOP/debugger/commands.def"); do
    grep -q "^| \`$name\`" "$TOP/docs/debugging.md" || echo "not ok - docs/debugging.md has no $name"
done
echo "ok - docs/debugging.md has the commands of debugger/commands.def"
if [ "$BATON_TEST_BUILD" = gc-stress ]; then
    echo "ok - not in this build: it collects everywhere"
    exit 0
fi
exec perl "$TOP/tests/lab/docs/commands.pl" "$BATON" "$TOP" docs/debugging.md
