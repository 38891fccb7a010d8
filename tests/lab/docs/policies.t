# The schedules that docs/policies.md shows come out again.
if [ "$BATON_TEST_BUILD" = gc-stress ]; then
    echo "ok - not in this build: it collects at every entry of the protocol"
    exit 0
fi
page=$TOP/docs/policies.md
sed -n '/^import threading/,/^```/p' "$page" | sed '/^```/,$d' >abc.py
grep -E '^\| `-.*` \| `[ABC]+` \|$' "$page" | tr -d '|`' >rows
while read -r line; do
    want=${line##* }
    got=$("$BATON" ${line% *} abc.py)
    [ "$got" = "$want" ] && echo "ok - ${line% *}" || echo "not ok - ${line% *}: $got"
done <rows
[ "$(wc -l <rows)" = 7 ] && echo "ok - seven rows" || echo "not ok - seven rows"
