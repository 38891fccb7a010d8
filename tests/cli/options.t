# Options, their order and their errors.
. "$TOP/tests/cli/lib.sh"

run -V
holds "-V prints the version" grep -qE '^Baton [0-9]+\.[0-9]+' out
run --version
holds "--version too" grep -qE '^Baton [0-9]+\.[0-9]+' out
run -h
holds "-h names the options" grep -q -e '--switch' out
holds "-h ends with 0" [ "$status" = 0 ]
run --help
holds "--help too" grep -q -e '--switch' out
run -q -u -E -c 'print(1)'
expect "-q -u -E are taken" 0 "1" ""
run -quE -c 'print(1)'
expect "short options in one word" 0 "1" ""
run -O -c 'assert 0; print(__debug__)'
expect "-O" 0 "False" ""
run -X anything -c 'print(1)'
expect "-X is taken" 0 "1" ""
run -c 'import sys; print(sys.argv)' -O --switch
expect "options behind the program belong to it" 0 "['-c', '-O', '--switch']" ""
echo 'print("dis is run")' >dis
run ./dis
expect "a script named like a subcommand is run as ./NAME" 0 "dis is run" ""
echo 'print("dashed")' >-x.py
run -- -x.py
expect "-- ends the options" 0 "dashed" ""
echo 'x = 1
def f(a):
    return a + x' >d.py
run dis d.py
holds "dis shows the source lines" grep -q 'return a + x' out
holds "dis names the registers by their variables" grep -qE '\ba\b' out
holds "dis ends with 0" [ "$status" = 0 ]
run dis missing.py
expect "dis of a missing file" 2 "" "missing\.py"
printf 'x = (\n' >bad.py
run dis bad.py
expect "dis of a wrong file" 1 "" "^SyntaxError: '\(' was never closed$"

for n in 1 7 101 1000000 inf; do
    run --switch $n -c 'print("ok")'
    expect "--switch $n" 0 "ok" ""
done
run -N 5 -c 'import sys; print(sys.getswitchinterval())'
expect "-N N" 0 "5" ""
run --switch=5 -c 'import sys; print(sys.getswitchinterval())'
expect "--switch=N" 0 "5" ""
for n in 0 -1 1.5 abc '' 99999999999999999999999; do
    run --switch "$n" -c 'print("never")'
    expect "--switch '$n' is refused" 2 "" "switch"
done
BATON_SWITCH=9
export BATON_SWITCH
run -c 'import sys; print(sys.getswitchinterval())'
expect "BATON_SWITCH" 0 "9" ""
run -N 3 -c 'import sys; print(sys.getswitchinterval())'
expect "the option comes before BATON_SWITCH" 0 "3" ""
run -E -c 'import sys; print(sys.getswitchinterval() == 9)'
expect "-E ignores BATON_SWITCH" 0 "False" ""
BATON_SWITCH=nonsense
run -c 'print("never")'
expect "a wrong BATON_SWITCH is refused" 2 "" "BATON_SWITCH"

# ---- warnings ----
unset BATON_SWITCH
echo 'import warnings
warnings.warn("careful")
print("done")' >warns.py
run warns.py
expect "a warning is shown" 0 "done" "UserWarning: careful"
run -W ignore warns.py
expect "-W ignore" 0 "done" ""
run -W error warns.py
expect "-W error" 1 "" "^UserWarning: careful$"
run -W error -W ignore::UserWarning warns.py
expect "a later -W comes first" 0 "done" ""
run -W ignore:care warns.py
expect "-W with a message" 0 "done" ""
run -W ignore:other warns.py
expect "-W with another message" 0 "done" "UserWarning: careful"
run -W nonsense -W ignore::Nothing -c 'import sys; print(sys.warnoptions)'
expect "what -W does not know is said" 0 "['nonsense', 'ignore::Nothing']" "^Invalid -W option ignored: invalid action: 'nonsense'"
run -c 'print(1 is 1)'
expect "a SyntaxWarning is shown" 0 "True" "SyntaxWarning"
run -W ignore -c 'print(1 is 1)'
expect "-W ignore is for the compiler too" 0 "True" ""
run -W error -c 'print(1 is 1)'
expect "-W error makes it a SyntaxError" 1 "" "^SyntaxError: \"is\" with 'int' literal"
PYTHONWARNINGS=ignore
export PYTHONWARNINGS
run warns.py
expect "PYTHONWARNINGS" 0 "done" ""
run -W default warns.py
expect "-W comes before PYTHONWARNINGS" 0 "done" "UserWarning: careful"
run -E warns.py
expect "-E ignores PYTHONWARNINGS" 0 "done" "UserWarning: careful"
unset PYTHONWARNINGS
