# Random threaded programs, for tests that compare runs of one program: made from a number, the same
# for ever.  Each ends (some in a deadlock), checks what locks promise while it runs, and prints what
# it noted, and `_thread._schedule_hash()` as its last line.
#
#   make(SEED)                  a program without sleeps and timeouts: its schedule is a function of
#                               the policy, whatever the clock
#   make(SEED, timed => 1)      one with them: to be run on the virtual clock
#
# Half of a program is made of patterns (threads that belong together: producers and consumers,
# rounds at a barrier, philosophers ...), half of workers that execute random statements.
package Program;
use strict;
use warnings;

my ($timed, $reckless, $spins, @lines, $indent, $names, @groups);

sub make {
    my ($seed, %how) = @_;
    srand($seed);
    $timed = $how{timed};
    $reckless = chance(0.3);    # takes locks in any order: may end in a deadlock
    @lines = @groups = ();
    $indent = $names = 0;
    emit(split /\n/, prelude());
    my @patterns = (\&producers, \&rounds, \&ping_pong, \&gate, \&pool, \&nested, \&spinner,
        \&philosophers, \&executor, \&finalisers, \&shared_generator, \&turnstile);
    push @patterns, \&timer, \&sleepers if $timed;
    push @patterns, (\&lost_wakeup, \&philosophers) x 3 if $reckless;
    my @chosen = map { one_of(@patterns) } 1 .. 1 + int rand 3;
    $spins = grep { $_ == \&spinner } @chosen;
    $_->() for @chosen;
    worker() for 1 .. 1 + int rand 3;
    epilogue();
    return join("\n", "# program $seed" . ($timed ? ', timed' : ''), @lines) . "\n";
}

# ---- small tools ------------------------------------------------------------------------------------

sub chance { return rand() < $_[0] }
sub one_of { return $_[int rand @_] }
sub between { return $_[0] + int rand($_[1] - $_[0] + 1) }
sub new_name { return $_[0] . ++$names }

sub emit { push @lines, $_ eq '' ? '' : '    ' x $indent . $_ for @_ }

# The lines that the code emits, one level deeper.
sub block {
    my ($code) = @_;
    $indent++;
    $code->();
    $indent--;
}

# A thread of the program: run(FUNCTION, ARGUMENTS, more arguments of Thread).
sub thread { push @groups, [@_] }

sub seconds { return sprintf '%.4f', one_of(0.0005, 0.001, 0.002, 0.003, 0.0101, 0.025) }

# ---- the frame ----------------------------------------------------------------------------------------

sub prelude {
    return <<'PY';
import _thread, gc, queue, sys, threading, time
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, RLock, Semaphore

notes = []
complaints = []


def note(*what):
    notes.append(" ".join(map(str, what)))


class Guard:
    """A lock that checks that it lets in one thread at a time, and that no update is lost under it."""

    def __init__(self, lock):
        self.lock = lock
        self.inside = []
        self.total = 0
        self.parts = {}

    def __enter__(self):
        self.lock.acquire()
        me = threading.get_ident()
        if self.inside and self.inside[-1] != me:
            complaints.append(f"{me} is inside with {self.inside}")
        self.inside.append(me)
        self.parts[me] = self.parts.get(me, 0) + 1
        self.before = self.total
        return self

    def __exit__(self, *exc):
        self.total += 1
        self.inside.pop()
        self.lock.release()

    def check(self):
        if any(t.daemon and t.is_alive() for t in started):
            return  # stopped anywhere, perhaps inside
        if self.inside:
            complaints.append(f"left inside: {self.inside}")
        if self.total != sum(self.parts.values()):
            complaints.append(f"lost under a lock: {self.total} {self.parts}")


class Pool:
    """A semaphore that checks how many it lets in."""

    def __init__(self, n):
        self.n = n
        self.semaphore = BoundedSemaphore(n)
        self.inside = []

    def __enter__(self):
        self.semaphore.acquire()
        self.inside.append(1)
        if len(self.inside) > self.n:
            complaints.append(f"{len(self.inside)} in a pool of {self.n}")

    def __exit__(self, *exc):
        self.inside.pop()
        self.semaphore.release()


class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __hash__(self):
        return self.n % 3

    def __repr__(self):
        return f"Key({self.n})"


class Waste:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        note("del", self.name)


def rest(n):
    total = 0
    for i in range(n):
        total += i
    return total


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def numbers(n):
    for i in range(n):
        yield i
        if i % 7 == 3:
            rest(i % 5)


guards = [Guard(Lock()), Guard(Lock()), Guard(RLock())]
pools = [Pool(1), Pool(2)]
counts = [0, 0, 0]
total = 0
shared_list = []
shared_dict = {}
shared_set = set()
box = Key(0)
anything = queue.Queue()
simple = queue.SimpleQueue()
bell = Event()
changed = Condition()
started = []
begin = time.monotonic()


def run(function, *args, **how):
    thread = threading.Thread(target=function, args=args, name=f"{function.__name__}-{len(started)}", **how)
    started.append(thread)
    return thread


def failed(args):
    note("failed", args.thread.name, args.exc_type.__name__, args.exc_value)


threading.excepthook = failed
PY
}

sub epilogue {
    emit('', 'threads = [');
    for my $group (@groups) {
        emit('    ' . "run(" . join(', ', @$group) . "),");
    }
    emit(']');
    if (chance(0.5)) {
        emit('for t in threads:', '    t.start()');
    } else {    # some begin to work before the last has been started
        emit('for t in threads:', '    t.start()', "    rest(" . between(0, 60) . ")");
    }
    emit('for t in threads:', '    if not t.daemon:', '        t.join()');
    emit('for g in guards:', '    g.check()');
    emit('print(*notes[:200], sep="\n")');
    emit('print(len(notes), "notes;", counts, total, box.n, len(shared_list), sorted(shared_dict.items())[:12], sorted(shared_set)[:9])');
    emit('print("complaints:", complaints)');
    emit('print(_thread._schedule_hash())');
}

# ---- random statements ---------------------------------------------------------------------------------

sub worker {
    my $name = new_name('work');
    emit('', '', "def $name(me):", '    global total');
    block(sub { statements(between(2, 5), {depth => 0, held => -1, me => $name}) });
    thread($name, between(0, 9), chance(0.1) ? 'daemon=True' : ()) for 1 .. between(1, 3);
}

# How deep, the highest guard held (-1: none), whether what waits is allowed.
sub statements {
    my ($n, $at) = @_;
    statement($at) for 1 .. $n;
}

my @plain = (
    sub { emit('total += 1') },
    sub { emit("counts[me % 3] += " . between(1, 3)) },
    sub { emit("counts[" . between(0, 2) . "] -= 1") },
    sub { emit('box.n += 1') },
    sub { emit("shared_list.append(me)") },
    sub { emit("if shared_list:", "    note(me, 'pop', shared_list.pop())") },
    sub { emit("shared_list.sort()") },
    sub { emit("shared_list.sort(key=lambda k: rest(k % 4) - k)") },
    sub { emit("note(me, len(shared_list), sum(shared_list))") },
    sub { emit("shared_list[:] = [x for x in shared_list if x != me][:20]") },
    sub { my $k = between(0, 4); emit("shared_dict[$k] = shared_dict.get($k, 0) + 1") },
    sub { my $k = between(0, 4); emit("shared_dict.setdefault($k, me)", "shared_dict[$k] += total % 3") },
    sub { emit("shared_dict.pop(" . between(0, 4) . ", None)") },
    sub { emit("for k, v in list(shared_dict.items()):", "    shared_dict[k] = v % 11") },
    sub { emit("try:", "    for k in shared_dict:", "        rest(k)", "except RuntimeError as e:", "    note(me, e)") },
    sub { emit("shared_set.add(me * " . between(1, 5) . ")") },
    sub { emit("note(me, {Key(1): 'a', Key(4): 'b'}[Key(" . one_of(1, 4) . ")])") },
    sub { emit("note(me, max(Key(3), Key(me), Key(total)))") },
    sub { emit("note(me, sorted([Key(me), Key(2), Key(7 - me)]))") },
    sub { emit("rest(" . between(0, 120) . ")") },
    sub { emit("depth(" . between(1, 30) . ")") },
    sub { emit("sum(numbers(" . between(1, 25) . "))") },
    sub { emit("note(me, [a for a in numbers(9) if a % 2], f'{total % 2}')") },
    sub { emit("time.sleep(0)") },
    sub { emit("note(me, 'turns of', sys.getswitchinterval() == sys.getswitchinterval())") },
    sub { emit("Waste(f'{me}')") },
    sub { emit("gc.collect()") },
    sub { emit("simple.put(me)") },
    sub { emit("try:", "    note(me, 'got', simple.get_nowait())", "except queue.Empty:", "    note(me, 'nothing')") },
    sub { emit("anything.put((me, total))") },
    sub { emit("if not anything.empty():", "    try:", "        note(me, anything.get_nowait()[0])", "    except queue.Empty:", "        note(me, 'too late')") },
    sub { emit("bell.set()") },
    sub { emit("note(me, bell.is_set(), threading.active_count())") },
    sub { emit("with changed:", "    changed.notify(" . between(1, 3) . ")") },
    sub { emit("note(me, guards[" . between(0, 1) . "].lock.locked())") },
    sub { emit("note(threading.current_thread().name)") },
    sub { emit("try:", "    [][me]", "except IndexError as e:", "    note(me, e)", "finally:", "    counts[0] += 1") },
);
my @timed = (
    sub { emit("time.sleep(" . seconds() . ")") },
    sub { emit("note(me, bell.wait(" . seconds() . "))") },
    sub { emit("with changed:", "    note(me, changed.wait(" . seconds() . "))") },
    sub { emit("with changed:", "    note(me, changed.wait_for(lambda: total > " . between(1, 40) . ", " . seconds() . "))") },
    sub { emit("try:", "    note(me, anything.get(timeout=" . seconds() . ")[0])", "except queue.Empty:", "    note(me, 'no item')") },
    sub { emit("try:", "    note(me, simple.get(timeout=" . seconds() . "))", "except queue.Empty:", "    note(me, 'no item')") },
    sub { emit("if guards[0].lock.acquire(timeout=" . seconds() . "):", "    guards[0].lock.release()", "    note(me, 'in time')", "else:", "    note(me, 'too late')") },
    sub { emit("bell.clear()") },
    sub { emit("note(me, round(time.monotonic() - begin, 6))") },
    sub { emit("started[0].join(" . seconds() . ") if started[0] is not threading.current_thread() else None") },
);

sub statement {
    my ($at) = @_;
    my $dice = rand();
    if ($at->{depth} < 3 && $dice < 0.30) {
        compound($at);
    } elsif ($timed && $dice < 0.42 && ($at->{held} < 0 || $reckless)) {
        one_of(@timed)->();
    } elsif ($dice < 0.44 && $at->{depth} > 0) {
        emit("if (total + me) % " . between(9, 60) . " == 7:", "    raise ValueError(f'{me} has had enough')");
    } elsif ($dice < 0.46) {
        emit("sys.setswitchinterval(" . one_of(1, 3, 10, 97, 500, 5000) . ")");
    } else {
        one_of(@plain)->();
    }
}

sub compound {
    my ($at) = @_;
    my %in = (%$at, depth => $at->{depth} + 1);
    my $kind = int rand 6;
    if ($kind == 0 || $kind == 1) {
        my $i = new_name('i');
        emit("for $i in range(" . between(1, $at->{depth} ? 5 : 14) . "):");
    } elsif ($kind == 2) {
        my $first = $reckless ? 0 : $at->{held} + 1;
        return one_of(@plain)->() if $first > 2;
        my $g = between($first, 2);
        $g = 2 if $reckless && $g == $at->{held};    # only the RLock is taken twice
        emit("with guards[$g]:");
        $in{held} = $g > $at->{held} ? $g : $at->{held};
    } elsif ($kind == 3 && $at->{held} < 0 && !$at->{pooled}) {
        emit("with pools[" . between(0, 1) . "]:");
        @in{qw(held pooled)} = (3, 1);    # nothing that waits inside
    } elsif ($kind == 4) {
        emit('try:');
        block(sub { statements(between(1, 3), \%in) });
        emit(one_of('finally:', 'except Exception as e:'));
        emit('    note(me, "after")');
        return;
    } else {
        emit("if total % " . between(2, 4) . ":");
    }
    block(sub { statements(between(1, 3), \%in) });
}

# ---- patterns --------------------------------------------------------------------------------------------

sub producers {
    my ($put, $get, $q) = (new_name('put'), new_name('get'), new_name('queue'));
    my ($makers, $takers, $items) = (between(1, 3), between(1, 3), between(3, 12));
    my $kind = one_of('Queue', 'Queue', 'LifoQueue', 'PriorityQueue');
    my $pause = $timed ? 'time.sleep(' . seconds() . ')' : 'rest(i)';
    emit('', '', "$q = queue.$kind(" . between(0, 3) . ")", "${q}_left = [$makers]", "${q}_lock = Lock()");
    emit('', '', "def $put(me):",
        "    for i in range($items):",
        (chance(0.5) ? "        $pause" : ()),
        "        $q.put((i, me))",
        "    with ${q}_lock:",
        "        ${q}_left[0] -= 1",
        "        last = ${q}_left[0] == 0",
        "    if last:",
        "        for i in range($takers):",
        "            $q.put((99, 0))");
    emit('', '', "def $get(me):",
        "    while True:",
        "        item = $q.get()",
        "        $q.task_done()",
        "        if item[0] == 99:",
        "            break",
        (chance(0.5) ? "        rest(me * 9)" : ()),
        "        note(me, 'takes', item)");
    thread($put, $_) for 1 .. $makers;
    thread($get, $_) for 1 .. $takers;
}

sub rounds {
    my ($f, $b) = (new_name('round'), new_name('barrier'));
    my $parties = between(2, 4);
    my $action = chance(0.4) ? ", action=lambda: note('all here', len(notes) % 5)" : '';
    emit('', '', "$b = Barrier($parties$action)", "${b}_at = [0] * $parties");
    emit('', '', "def $f(me):",
        "    for i in range(" . between(2, 5) . "):",
        "        ${b}_at[me] = i",
        "        rest(me * " . between(0, 30) . ")",
        ($timed && chance(0.4) ? "        time.sleep(me * 0.001)" : ()),
        "        place = $b.wait()",
        "        if set(${b}_at) != {i}:",
        "            complaints.append(f'round {i}: {${b}_at}')",
        "        if place == 0:",
        "            note('round', i)",
        "        $b.wait()");
    thread($f, $_) for 0 .. $parties - 1;
}

sub ping_pong {
    my ($f, $c) = (new_name('play'), new_name('table'));
    my $players = between(2, 3);
    emit('', '', "$c = Condition(" . one_of('', 'Lock()', 'RLock()') . ")", "${c}_turn = 0");
    emit('', '', "def $f(me):",
        "    global ${c}_turn",
        "    for i in range(" . between(3, 9) . "):",
        "        with $c:",
        one_of("            while ${c}_turn != me:\n    " . '    ' x $indent . "            $c.wait()",
            "            $c.wait_for(lambda: ${c}_turn == me)"),
        "            note(me, 'hits', i)",
        "            ${c}_turn = (me + 1) % $players",
        "            $c.notify_all()");
    thread($f, $_) for 0 .. $players - 1;
}

sub gate {
    my ($f, $e) = (new_name('runner'), new_name('gate'));
    emit('', '', "$e = Event()");
    emit('', '', "def $f(me):",
        "    if me == 0:",
        "        rest(" . between(0, 90) . ")",
        ($timed ? "        time.sleep(" . seconds() . ")" : "        time.sleep(0)"),
        "        $e.set()",
        "    $e.wait()",
        "    note('go', me)");
    thread($f, $_) for 0 .. between(1, 4);
}

sub pool {
    my ($f, $p) = (new_name('bather'), new_name('bath'));
    emit('', '', "$p = Pool(" . between(1, 3) . ")");
    emit('', '', "def $f(me):",
        "    for i in range(" . between(2, 6) . "):",
        "        with $p:",
        ($timed && chance(0.5) ? "            time.sleep(" . seconds() . ")" : "            rest(" . between(5, 40) . ")"),
        "    note(me, 'is clean')");
    thread($f, $_) for 1 .. between(2, 5);
}

sub nested {
    my $f = new_name('parent');
    my $daemon = chance(0.2) ? ', daemon=True' : '';
    emit('', '', "def $f(level):",
        "    note('level', level)",
        "    if level:",
        "        children = [threading.Thread(target=$f, args=(level - 1,)$daemon) for _ in range(2)]",
        "        for c in children:",
        "            c.start()",
        "        rest(level * 20)",
        "        for c in children:",
        "            c.join()",
        "        note('joined', level)");
    thread($f, between(1, 3));
}

sub spinner {
    my $f = new_name('spin');
    my $rest = $timed ? 'time.sleep(0.002)' : 'time.sleep(0)';    # else virtual time would stand still
    emit('', '', "def $f(me):",
        "    for i in range(" . one_of(50, 2000) . "):",    # not for ever: lifo would starve the rest
        "        counts[me] += 1",
        "        $rest");
    thread($f, between(0, 2), 'daemon=True');
}

sub philosophers {
    my ($f, $forks) = (new_name('dine'), new_name('forks'));
    my $n = between(2, 5);
    my $polite = $reckless ? '' : "    first, second = min(first, second), max(first, second)";
    emit('', '', "$forks = [" . one_of('Lock', 'RLock') . "() for _ in range($n)]");
    emit('', '', "def $f(me):",
        "    first, second = me, (me + 1) % $n",
        ($polite ? $polite : ()),
        "    for i in range(" . between(2, 8) . "):",
        "        with ${forks}[first]:",
        ($timed && chance(0.3) ? "            time.sleep(0.001)" : ()),
        "            with ${forks}[second]:",
        "                note(me, 'eats')",
        "        rest(me)");
    thread($f, $_) for 0 .. $n - 1;
}

sub executor {
    my $f = new_name('tasks');
    my $wait = $timed ? 'time.sleep(k * 0.001)' : 'rest(k * 9)';
    emit('', '', "def ${f}_one(k):", "    $wait", "    if k == 5:", "        raise KeyError(k)", "    return k * k");
    emit('', '', "def $f(me):",
        "    from concurrent.futures import ThreadPoolExecutor",
        "    with ThreadPoolExecutor(max_workers=" . between(1, 3) . ") as pool:",
        "        futures = [pool.submit(${f}_one, k) for k in range(" . between(2, 7) . ")]",
        "        for future in futures:",
        "            try:",
        "                note(me, future.result())",
        "            except KeyError as e:",
        "                note(me, 'no', e)");
    thread($f, 1);
}

# Waits for a notification that may have come before: a deadlock on some schedules.
sub lost_wakeup {
    my ($f, $c) = (new_name('wait'), new_name('news'));
    emit('', '', "$c = Condition()");
    emit('', '', "def $f(me):",
        "    rest(me * " . between(0, 60) . ")",
        "    with $c:",
        "        if me:",
        "            $c.notify(" . between(1, 2) . ")",
        "        else:",
        "            note('waits')",
        "            $c.wait()");
    thread($f, $_) for 0 .. between(1, 3);
}

# Finalisers that act on locks and wake others.
sub finalisers {
    my ($f, $s) = (new_name('drop'), new_name('dropped'));
    my $n = between(2, 9);
    emit('', '', "$s = Semaphore(0)");
    emit('', '', "class ${s}_Kind(Waste):", "    def __del__(self):", "        rest(9)", "        $s.release()");
    emit('', '', "def $f(me):",
        "    if me:",
        "        for i in range($n):",
        "            ${s}_Kind(i)",
        ($spins || chance(0.5) ? "        gc.collect()" : ()),    # a spinner leaves no garbage
        "    else:",
        "        for i in range($n):",
        "            $s.acquire()",
        "        note('all dropped')");
    thread($f, $_) for 0 .. 1;
}

sub shared_generator {
    my ($f, $g) = (new_name('draw'), new_name('source'));
    emit('', '', "$g = numbers(" . between(10, 40) . ")", "${g}_lock = Lock()");
    emit('', '', "def $f(me):",
        "    tries = 50",
        "    while True:",
        (chance(0.5)
            ? ("        with ${g}_lock:", "            n = next($g, None)")
            : ("        try:", "            n = next($g, None)", "        except ValueError:",
                "            note(me, 'busy')", "            time.sleep(0)", "            tries -= 1", "            n = None if tries < 0 else 0")),
        "        if n is None:",
        "            break",
        "        shared_set.add(n)");
    thread($f, $_) for 1 .. between(2, 3);
}

# Only the one whose number it is goes on; the rest spin.
sub turnstile {
    my ($f, $t) = (new_name('pass_'), new_name('turn'));
    my $n = between(2, 4);
    emit('', '', "$t = [0]");
    emit('', '', "def $f(me):",
        "    for i in range(200):",
        "        if ${t}[0] == me:",
        "            break",
        "        time.sleep(0)",
        "    note(me, 'through', i)",
        "    ${t}[0] += 1");
    thread($f, $_) for reverse 0 .. $n - 1;
}

sub timer {
    my $f = new_name('later');
    emit('', '', "def ${f}_rings(n):", "    note('ring', n)", "    bell.set()");
    emit('', '', "def $f(me):",
        "    timers = [threading.Timer(" . seconds() . " * i, ${f}_rings, (i,)) for i in range(1, " . between(2, 4) . ")]",
        "    for t in timers:",
        "        t.start()",
        "    rest(" . between(0, 99) . ")",
        (chance(0.5) ? "    timers[-1].cancel()" : ()),
        "    for t in timers:",
        "        t.join()");
    thread($f, 0);
}

sub sleepers {
    my $f = new_name('sleep');
    emit('', '', "def $f(me):",
        "    for i in range(" . between(2, 6) . "):",
        "        time.sleep(me * " . seconds() . ")",
        "        rest(me * " . between(1, 40) . ")",
        "        note(me, 'awake', round(time.monotonic() - begin, 6))");
    thread($f, $_) for 1 .. between(2, 5);
}

1;
