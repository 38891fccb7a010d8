# --check: what must be true when the script has ended.
. "$TOP/tests/cli/lib.sh"

run --check 'x == 1' -c 'x = 1'
expect "a check that holds" 0 "" ""
run --check 'x == 2' -c 'x = 1'
expect "a check that fails" 4 "" "^baton: check failed: x == 2 \(False\)$"
run --check 'y' -c 'x = 1'
expect "a check that raises" 4 "" "^baton: check failed: y \(NameError: name 'y' is not defined\)$"
run --check=1 --check '[]' --check 0 -c 'x = 1'
holds "each check that fails is named" [ "$(cat err)" = "baton: check failed: [] ([])
baton: check failed: 0 (0)" ]
run --check '  len("a b")' -c 'pass'
expect "blanks in front are allowed" 0 "" ""
run --check 'x = 1' -c 'print(1)'
expect "what is no expression is refused before the script runs" 2 "" "^baton: --check needs an expression, not .x = 1'"
run --check '' -c 'print(1)'
expect "nothing is no expression" 2 "" "^baton: --check needs an expression"
run --check '0' -c 'raise ValueError(5)'
holds "after an exception nothing is checked" [ "$status $(grep -c 'check failed' err)" = "1 0" ]
run --check '0' -c 'import sys; sys.exit(3)'
expect "nor after sys.exit(3)" 3 "" ""
run --check '0' -c 'import sys; sys.exit()'
expect "but after sys.exit()" 4 "" "check failed: 0"
run --check 'n == 3' -c 'import threading, time
n = 0
def f():
    global n
    time.sleep(0.01)
    n = 3
threading.Thread(target=f).start()'
expect "threads are waited for" 0 "" ""
run --check 'n == 3' -c 'import atexit
n = 3
def f():
    global n
    n = 4
atexit.register(f)'
expect "atexit functions come later" 0 "" ""
echo 'x = 5' >mod.py
run --check 'x == 5' -m mod
expect "a module's names" 0 "" ""
run --check 'x == 5' mod.py
expect "a script's names" 0 "" ""

# --metric: what an expression is in the end.
run --metric 'x * 2' -c 'x = 4; print(x)'
expect "--metric" 0 "4" "^baton: metric x \* 2 = 8$"
run --metric 'y' -c 'x = 4'
expect "one that raises" 0 "" "^baton: no metric y \(NameError: name 'y' is not defined\)$"
run --metric '1 +' -c 'print(1)'
expect "one that is none" 2 "" "^baton: --metric needs an expression"
