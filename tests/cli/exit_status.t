# Exit statuses.
. "$TOP/tests/cli/lib.sh"

run -c 'pass'
expect "0 when all went well" 0 "" ""
run -c 'print("out"); 1/0'
expect "1 after an uncaught exception, with the output before it" 1 "out" "^ZeroDivisionError: division by zero$"
run -c 'import sys; sys.exit()'
expect "sys.exit()" 0 "" ""
run -c 'import sys; sys.exit(5)'
expect "sys.exit(5)" 5 "" ""
run -c 'import sys; sys.exit("words")'
expect "sys.exit of a text" 1 "" "^words$"
run -c 'import sys; sys.exit(None)'
expect "sys.exit(None)" 0 "" ""
run -c 'import sys; sys.exit(256 + 3)'
expect "the status has eight bits" 3 "" ""
run -c 'import sys; sys.exit(-1)'
expect "sys.exit(-1)" 255 "" ""
run -c 'import sys; sys.exit([1, 2])'
expect "sys.exit of an object" 1 "" "^\[1, 2\]$"
run -c 'raise SystemExit(4)'
expect "raise SystemExit" 4 "" ""
run -c 'exit(6)'
expect "exit() as the REPL has it" 6 "" ""
run nothing.py
expect "2 for a missing file" 2 "" ": can't open file '.*nothing\.py': \[Errno 2\] No such file or directory$"
run --no-such-option
expect "2 for an unknown option" 2 "" "no-such-option"
run -c
expect "2 for an option without its argument" 2 "" "-c"
run -c 'raise KeyboardInterrupt'
expect "130 after KeyboardInterrupt" 130 "" "^KeyboardInterrupt$"
run -c 'import threading
def f(): raise SystemExit(9)
t = threading.Thread(target=f); t.start(); t.join()'
expect "SystemExit in a thread does not end the program" 0 "" ""
