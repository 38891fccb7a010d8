# print keeps the lock: lines of different threads never mix, even at --switch 1.
. "$TOP/tests/cli/lib.sh"

cat >print.py <<'PROGRAM'
import threading


def f(name):
    for i in range(200):
        print(name * 20, name * 20)


ts = [threading.Thread(target=f, args=(n,)) for n in "abc"]
for t in ts:
    t.start()
for t in ts:
    t.join()
PROGRAM
for options in "--switch 1" "--switch 7" "-u --switch 1" ""; do
    # shellcheck disable=SC2086 # options are words
    run $options print.py
    holds "600 whole lines ($options)" [ "$(sort out | uniq -c | awk '{ print $1, length($2), length($3) }' | sort -u)" = "200 20 20" ]
done
