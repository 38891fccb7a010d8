# The programs of bench/ give right results (at small sizes; nothing is timed), and the runner's tables
# show what failed.
. "$TOP/tests/cli/lib.sh"

perl "$TOP/bench/run" --check --interp "baton=$BATON"

# The tables, of interpreters and programs that exist for this only.  A stand-in for bench/measure
# answers at once; what it says depends on the interpreter.
mkdir set
echo 'print(1)' >set/one.py
printf '# kind: round\nprint(2)\n' >set/two.py
echo '-- a twin' >set/two.lua
cat >measure <<'STAND_IN'
#!/bin/sh
# measure -n TIMES -t SECONDS OUT ERR COMMAND FILE
: >"$5"
: >"$6"
case "$7 $8" in
*broken*) echo 'ValueError: bad' >"$6"; echo '1 0.5 0 0.5 1024' ;;
*poor*) echo "ModuleNotFoundError: No module named 'x'" >"$6"; echo '1 0.5 0 0.5 1024' ;;
*slow*) echo 'figure rate 10 Hz' >"$5"; echo '0 1.5 0.5 2.0 4096' ;;
*quick*) echo 'figure rate 40 Hz' >"$5"; echo '0 0.25 0.25 0.5 2048' ;;
*) echo '0 0.2 0 0.2 1024' ;;
esac
STAND_IN
chmod +x measure
perl "$TOP/bench/run" --measure ./measure --interp slow=slow --interp quick=quick --interp lua=lua \
    --interp broken=broken --interp poor=poor --runs 3 --json json set >out 2>err
holds "ratios are to the first interpreter" grep -q '^| two | 2\.000 | 0\.25 ±0\.00 | 0\.10 ±0\.00 |' out
holds "a program without a twin is a dash" grep -q '^| one | 2\.000 | 0\.25 ±0\.00 | - |' out
holds "failed and unsupported are told apart" grep -q '^| one .*| \*\*failed\*\* | \*\*unsupported\*\* |$' out
holds "the geometric mean says of how many" grep -q 'mean.*| \*\*0\.250\*\* (2) | \*\*0\.100\*\* (1) | - | - |$' out
holds "a figure has its row" grep -q '^| one: rate | Hz | 10 | 40 |' out
holds "reasons are listed" grep -q '^- set/one, broken: failed: ValueError: bad$' out
holds "JSON has the quartiles" grep -q '"ratio": {.*"quick": {"max": 0.25, "median": 0.25' json
perl "$TOP/bench/run" --measure ./measure --interp slow=slow --interp quick=quick --baseline quick set >out 2>err
holds "--baseline compares with another" grep -q '^| one | 0\.500 | 4\.00' out
holds "means by kind" grep -q '^| round | 1 | 4\.00 |' out
printf 'before\n<!-- bench/run: begin -->\nold\n<!-- bench/run: end -->\nafter\n' >page
perl "$TOP/bench/run" --measure ./measure --interp slow=slow --interp quick=quick --insert page set
holds "--insert keeps what is around" [ "$(sed -n '1p;$p' page)" = "before
after" ]
holds "--insert replaces what was there" [ "$(grep -c -e '^old$' -e '^| one | 2\.000' page)" = 1 ]
perl "$TOP/bench/run" set >out 2>err
holds "no interpreter is an error" grep -q 'no interpreter' err
