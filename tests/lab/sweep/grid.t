# The grid: intervals, policies, seeds, repeats; words that go to the runs; wrong words.
. "$TOP/tests/lab/sweep/lib.sh"

sweep lost.py -N 1,10..100,inf --check 'c == 600' --no-neighbours
rows failed | sed 's/ failed: .*//' >got
holds "the textbook race" [ "$(cat got)" = "N failed share 95 % interval outcome
1 1/1 100 % 21..100 %
10 1/1 100 % 21..100 %
20 1/1 100 % 21..100 %
50 1/1 100 % 21..100 %
100 1/1 100 % 21..100 %
inf 0/1 0 % 0..79 % c = 600" ]
holds "a run that failed makes the status 4" [ "$status" = 4 ]
sweep lost.py -N inf --check 'c == 600'
holds "none makes it 0" [ "$status" = 0 ]

sweep lost.py -N 100,104 --metric '600 - c'
holds "neighbours are compared" grep -qE '^Neighbours differ: N = 10[04] has' out
holds "and the cure is named" grep -qE 'N ~9[0-9]\.\.11[0-9]' out
sweep lost.py -N 100 --metric '600 - c' --no-neighbours
holds "unless that is not wanted" [ "$(grep -c Neighbours out)" = 0 ]

echo 'import sys
print(sys.argv[1:], sys.getswitchinterval(), sys.flags.optimize)' >args.py
sweep args.py a -N 7 -O b -- -c --x
shows "arguments and options" outcome "N outcome
7 ['a', 'b', '-c', '--x'] 7 1"
sweep -N7 -- args.py --check
shows "a script behind --" outcome "N outcome
7 ['--check'] 7 0"
sweep --switch=7 args.py --switch 9
shows "two lists" outcome "N outcome
7 [] 7 0
9 [] 9 0"
sweep -c 'import sys; print(sys.argv)' -N 3 x
shows "-c" outcome "N outcome
3 ['-c', 'x']"
sweep -m args -N 3 x
shows "-m" outcome "N outcome
3 ['x'] 3 0"
cp args.py dis
sweep dis -N 3
shows "a script that is named like a command" outcome "N outcome
3 [] 3 0"
BATON_SWITCH=9 run sweep --no-save args.py -N 3
shows "-N comes before BATON_SWITCH" outcome "N outcome
3 [] 3 0"

sweep lost.py -N 5 --policy fifo,random --seeds 3 --check 'c == 600'
rows failed | sed 's/ [1-3]× .*//' >got
holds "policies and seeds" [ "$(cat got)" = "policy failed share 95 % interval outcome
fifo 3/3 100 % 44..100 %
random 3/3 100 % 44..100 %" ]
sweep lost.py -N 5 --seeds 3
holds "seeds that change nothing are named" grep -q '^With a fixed N' out
sweep lost.py -N '~4..6' --seeds 2..4
holds "random lengths differ by seed" grep -q '^ *~4..6  .*; ' out
cp out first
sweep lost.py -N '~4..6' --seeds 2..4 -j 1
holds "and come again" [ "$(sed 's/[0-9.]* ± [0-9.]*//' out | tr -s ' ')" = "$(sed 's/[0-9.]* ± [0-9.]*//' first | tr -s ' ')" ]
echo 'import time; print(time.time_ns())' >clock.py
sweep clock.py -N 5 -r 3
holds "repeats that differ are named" grep -q '^Repeats of the same run differ' out

# wrong NAME PATTERN ARGUMENT...: refused, with one line that says why.
wrong() {
    name=$1 pattern=$2
    shift 2
    sweep "$@"
    expect "refused: $name" 2 "" "$pattern"
}
wrong "no script" "which script"
wrong "a missing script" "can't open file 'nothing.py'" nothing.py
wrong "standard input" "standard input" -
wrong "two programs" "is enough" -c 1 -m os
wrong "N of 0" "^baton sweep: -N needs a list .* not .0" lost.py -N 0
wrong "an unknown policy" "no policy" lost.py --policy fifo,best
wrong "an unknown option" "^baton sweep: unknown option --polcy$" lost.py --polcy=fifo
wrong "a wrong value of a run's option" "--clock needs" lost.py --clock never
wrong "a check that is no expression" "^baton: --check needs" lost.py --check 'c ='
wrong "a file of an unknown kind" "--export needs" lost.py --export x.pdf
wrong "shard 3 of 2" "--shard needs" lost.py --shard 3/2
wrong "no repeats" "-r needs" lost.py -r 0
wrong "no time" "--timeout needs" lost.py --timeout soon
wrong "an argument too much" "takes no argument" lost.py --plot=2
wrong "a missing argument" "needs an argument" lost.py --seeds
wrong "what is for one run" "single run" lost.py -i
wrong "timelines" "trace is for a single run" lost.py --trace x.json
wrong "a recording" "record is for a single run" lost.py --record=x
wrong "statistics" "gil-stats is for a single run" lost.py --gil-stats
wrong "no file of stdin" "can't open file 'nothing'" lost.py --stdin nothing
wrong "too many runs" "too many runs" lost.py -N 1..90000/1 -r 1000
run sweep --help
holds "--help" grep -q -e '--no-neighbours' out
run -N '~4..6' --seed 3 lost.py
cp out tilde
run -N 4..6 --seed 3 lost.py
holds "a plain run takes ~A..B, too" cmp -s out tilde
run -N '~5' lost.py
expect "but not ~A" 2 "" "needs"
