# What the next instruction will do is said for every instruction there is; and what is said before
# each instruction of a script that uses most of the language is a whole phrase.
. "$TOP/tests/cli/lib.sh"

missing=
for op in $(sed -n 's/^BT_OP(\([A-Z_]*\),.*/\1/p' "$TOP/bytecode/opcodes.def"); do
    case $op in
    JUMP_*) op=JUMP_LT ;; # one way for all comparisons
    esac
    grep -q "BT_${op}_OP" "$TOP/debugger/engine/describe.c" "$TOP/debugger/engine/describe_call.c" ||
        missing="$missing $op"
done
[ -z "$missing" ] || echo "#$missing"
holds "every instruction has its words" test -z "$missing"

cat >wide.py <<'END'
import threading
from itertools import count as counter
lock = threading.RLock()
def outer(a, *rest, key=1, **kw):
    cell = a
    def inner():
        nonlocal cell
        cell += key
        return cell
    inner()
    del rest
    return inner() + len(kw)
class Box:
    size = 3
    __slots__ = ('v', '__dict__')
    def __init__(self, v):
        self.v = v
        self.w = {'k': [v]}
    def __iter__(self):
        yield self.v
        yield from [1, 2]
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        return True
def everything(n):
    global g
    g = n
    d = {'a': 1, **{'b': 2}}
    t = (1, *[2, 3], n)
    s = {1, *t}
    a, *b = t
    x, y = n, 2.5
    x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 7; x <<= 1; x |= 1; x &= 15; x ^= 2
    y = -y / 2 + +y - (~x) * 2 % 5 // 3
    l = [i for i in range(n) if i % 2 == 0 and not i > 100]
    l[0] = l[-1:]; l[0:1] = [9]; d['c'] = d['a'] in d, 3 not in s, x is None, y is not d
    del d['a'], l[0]
    f = f"{x:>{n}} {y!r}"
    while x < 100 and f:
        x = x * 2 + 5
        if x == 31 or x <= 7 or x >= 99 or x != x:
            continue
    with Box(n) as box:
        box.w['k'].append(box.v)
        box.z = 2 ** 70
        del box.z
        raise ValueError('inside') from KeyError(1)
    try:
        outer(*t, **{'q': 2})
        outer(n, key=3)
        assert x is None, 'no'
    except (AssertionError, TypeError) as e:
        text = str(e)
    finally:
        g = list(box)
    try:
        raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
    except* ValueError:
        pass
    except* KeyError:
        del g
    match d:
        case {'b': [p, q]}: pass
        case Box(v=2): pass
        case {'b': p, **more}: pass
    with lock:
        lock.acquire()
        lock.release()
    return (lambda z=1: z)(), text, "ab" "cd" * n
everything(4)
END
cat >steps.pl <<'END'
use strict;
use warnings;
use IPC::Open2;
my $pid = open2(my $out, my $in, $ENV{BATON}, qw(debug --json wide.py));
my ($steps, $bad, $id) = (0, 0, 0);
print $in qq({"id":0,"cmd":"set","args":{"name":"library","value":true}}\n);
while (defined(my $line = <$out>)) {
    next unless $line =~ /"id": ?(\d+)/ && $1 == $id;
    last if $line =~ /"status"/ || $line =~ /"ok": ?false/ && $id;
    my ($next) = $line =~ /"next": ?"((?:[^"\\]|\\.)*)"/;
    my ($insn) = $line =~ /"instruction": ?"((?:[^"\\]|\\.)*)"/;
    if ($id && (!defined $next || $next !~ /^\w.*\w|\)$/ || $next =~ /%[a-zA-Z>]/)) {
        print "# $insn: ", $next // 'nothing', "\n" if $bad++ < 5;
    }
    $steps++;
    $id++;
    print $in qq({"id":$id,"cmd":"stepi","args":{"n":1}}\n);
}
print $steps > 500 ? "many steps" : "$steps steps", ", $bad bad\n";
END
perl steps.pl >out 2>err
status=$?
expect "a phrase before each instruction" 0 "many steps, 0 bad" ""
