# What the pages in docs/ show comes out again.  See commands.pl for what is compared.
if [ "$BATON_TEST_BUILD" = gc-stress ]; then
    echo "ok - not in this build: it collects at every entry of the protocol"
    exit 0
fi
exec perl "$TOP/tests/lab/docs/commands.pl" "$BATON" "$TOP" docs/gil.md
