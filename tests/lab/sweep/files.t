# What is written: exports, shards and their merging, the plot.
. "$TOP/tests/lab/sweep/lib.sh"

grid="lost.py -N 10,~8..12,inf --policy fifo,random --seeds 2 -r 2 --metric 600-c --check c==600"
# shellcheck disable=SC2086 # words
sweep $grid --export a.json --export a.csv --export a.md --export a.svg --export a.html
cp out whole
holds "CSV: a header, 24 runs and a neighbour" [ "$(wc -l <a.csv)" = 26 ]
holds "CSV: a run" grep -qE '^random,~8\.\.12,1,1,0,check,1,[0-9]+,[0-9]+,[0-9]+,[0-9]+,failed: [0-9]+,$' a.csv
holds "Markdown: a table" grep -qE '^\| fifo \| inf \| 4 \| .* \| 0/4 \| 0 % \| 0..49 % \| 4× 0 \|$' a.md
holds "Markdown: what could be markup is not" grep -qF '\~8..12' a.md
for kind in svg html; do
    holds "$kind: no network" sh -c '! grep -oE "https?://[a-z0-9./]+" a.'$kind' | grep -v "^http://www.w3.org/2000/svg$"'
    holds "$kind: light and dark" grep -q 'prefers-color-scheme:dark' a.$kind
done
holds "SVG: 6 points" [ "$(grep -c '<g><title>' a.svg)" = 6 ]
if command -v xmllint >/dev/null; then
    holds "SVG is XML" xmllint --noout a.svg
fi
if command -v python3 >/dev/null; then
    holds "JSON is JSON" python3 -c 'import json
d = json.load(open("a.json"))
assert len(d["rows"]) == 6 and len(d["runs"]) == 25 and d["checks"] == ["c==600"]
assert d["outcomes"][d["runs"][0]["outcome"]]["end"] == "check"'
fi

for i in 1 2 3; do
    # shellcheck disable=SC2086
    sweep $grid --shard $i/3 --export s$i.json
    holds "shard $i says what it is" grep -q "^Shard $i of 3: " out
done
COLUMNS=120 run sweep --merge s2.json s3.json s1.json --export m.json
# all but the times
untimed() {
    sed -E 's/[0-9.,]+ ± [0-9.,]+/T/' "$1" | sed -E 's/  +T/ T/'
}
untimed whole >a
untimed out >b
holds "shards put together show the same" cmp -s a b
holds "with its status" [ "$status" = 4 ]
COLUMNS=120 run sweep --merge m.json
untimed out >b
holds "and can be read again" cmp -s a b
run sweep --merge s2.json s3.json
holds "a missing shard is said" grep -qE '^Partial: [0-9]+ of 24 runs\.$' out
run sweep --merge s2.json s2.json
expect "a shard twice" 2 "" "^baton sweep: s2.json: run [0-9]+ has been in a file before$"
sweep lost.py -N 10 --shard 1/3 --export other.json
run sweep --merge s2.json other.json
expect "another sweep" 2 "" "^baton sweep: other.json: other options, checks"
run sweep --merge lost.py
expect "no JSON" 2 "" "^baton sweep: lost.py: not JSON"
echo '{"baton_sweep": 1}' >poor.json
run sweep --merge poor.json
expect "no sweep" 2 "" "^baton sweep: poor.json: this is not what"
sed 's/"outcome": 0/"outcome": 99/' s1.json >bad.json
run sweep --merge bad.json
expect "an outcome that is not there" 2 "" "^baton sweep: bad.json: this is not what"
run sweep --merge missing.json
expect "no file" 2 "" "cannot read missing.json: No such file"
run sweep --merge
expect "nothing to merge" 2 "" "needs the .json files"
sweep lost.py -N 10 --export nowhere/x.json
holds "a file that cannot be written" grep -q "^baton sweep: cannot write nowhere/x.json: No such file" err
holds "makes the status 1" [ "$status" = 1 ]

sweep lost.py -N 1,inf --check 'c == 600' --plot --no-neighbours
holds "bars" grep -qE '^  1 │█+ 100$' out
holds "and none" grep -qE '^inf │ 0$' out

# GNU parallel, as in docs/sweep.md
if command -v parallel >/dev/null; then
    export BATON
    parallel --will-cite -j 2 "$BATON" sweep lost.py -N 1..100 --no-save \
        --shard '{}/4' --export 'p{}.json' ::: 1 2 3 4 >/dev/null 2>err
    COLUMNS=120 run sweep --merge p1.json p2.json p3.json p4.json
    sed -E 's/^( *[0-9]+)  +[0-9.,]+ /\1 /' out >a
    sweep lost.py -N 1..100
    sed -E 's/^( *[0-9]+)  +[0-9.,]+ /\1 /' out >b
    holds "spread by GNU parallel" cmp -s a b
else
    echo "ok - spread by GNU parallel # skip: there is no parallel"
fi
