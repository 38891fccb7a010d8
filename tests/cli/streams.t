# Broken standard streams: no crash, nothing printed before is lost, the right status.
. "$TOP/tests/cli/lib.sh"

echo 'print("x" * 100)' >p.py
"$BATON" p.py >/dev/full 2>err
status=$?
: >out
expect "stdout on a full device" 120 "" "No space left on device"
echo 'print("x", flush=True)' >f.py
"$BATON" f.py >/dev/full 2>err
status=$?
expect "a flush on a full device" 120 "" "^OSError: \[Errno 28\] No space left on device$"
"$BATON" p.py >&- 2>err
status=$?
expect "closed stdout" 0 "" ""
echo 'import sys
print(sys.stdin is None)
try:
    input()
except RuntimeError as e:
    print(e)' >i.py
"$BATON" i.py <&- >out 2>err
status=$?
expect "closed stdin" 0 "True
input(): lost sys.stdin" ""
echo 'import sys
print("out", sys.stderr is None)
1/0' >e.py
"$BATON" e.py </dev/null >out 2>&-
status=$?
: >err
expect "closed stderr" 1 "out True" ""
"$BATON" -c 'print("never")' <&- >&- 2>&-
holds "all three closed" [ $? = 0 ]
echo 'while True:
    print("line")' >many.py
"$BATON" many.py 2>err | head -n 2 >out
holds "a reader that goes away: output so far" [ "$(cat out)" = "line
line" ]
holds "a reader that goes away: BrokenPipeError" grep -q '^BrokenPipeError: \[Errno 32\] Broken pipe$' err
printf '%s\n' 'import sys
print("one", end=" ")
sys.stderr.write("err\n")
print("two")
sys.exit(3)' >mix.py
run mix.py
expect "unfinished lines are flushed at exit" 3 "one two" "^err$"
echo 'print("a", end="")
1/0' >part.py
run part.py
expect "output before an error" 1 "a" "^ZeroDivisionError"
printf '%s\n' 'import sys
print("é日")
print("\ud800")' >enc.py
run enc.py
expect "text that cannot be encoded" 1 "é日" "^UnicodeEncodeError: 'utf-8' codec can't encode character '.ud800' in position 0: surrogates not allowed$"
(
    trap '' INT
    exec "$BATON" -c 'import time
print("ignored")'
) >out 2>err
status=$?
expect "SIGINT ignored by the parent" 0 "ignored" ""
