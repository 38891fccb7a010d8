# Any moment of a run is the same whenever it is visited, forward or backward, from wherever: all
# that can be seen of it is compared with the first visit. And the run goes on as it did.
. "$TOP/tests/cli/lib.sh"

cat >drive.pl <<'END'
use strict;
use warnings;
use IPC::Open2;
my ($seed, $visits, @words) = @ARGV;
my $pid = open2(my $out, my $in, $ENV{BATON}, 'debug', '--json', @words);
my ($id, $printed) = (0, '');
sub ask {
    my ($cmd, $args) = @_;
    $id++;
    print $in qq({"id":$id,"cmd":"$cmd","args":$args}\n);
    while (defined(my $line = <$out>)) {
        return $line if $line =~ /"id": ?$id\b/;
        $printed .= $line if $line =~ /"event": ?"output"/;
    }
    die "the session has ended at $cmd $args\n";
}
sub rnd { $seed = ($seed * 1103515245 + 12345) & 0x7fffffff; return int(($seed >> 8) % $_[0]) }
# What can be seen, without what says how we came here.
sub state {
    my ($text) = @_;
    $text =~ s/,? ?"holder": ?\d+//; # says how the stop came about
    $text .= ask($_, '{}') for qw(threads backtrace locals regs locks schedule);
    $text =~ s/"id": ?\d+,? ?//g;
    $text =~ s/"(code|address)": ?\d+,? ?//g; # where the system has put it
    $text =~ s/"past": ?(true|false),? ?//g;
    $text =~ s/"reason": ?"[^"]*", ?"text": ?"[^"]*",? ?//;
    $text =~ s/, ?}/}/g;
    return $text;
}
my %seen;
sub compare {
    my ($how, $text) = @_;
    my ($clock, $events) = ($text =~ /"clock": ?(\d+)/, $text =~ /"events": ?(\d+)/);
    my ($at, $state) = ("$clock/$events", state($text));
    if (!defined $seen{$at}) {
        $seen{$at} = $state;
    } elsif ($seen{$at} ne $state) {
        my $same = 0;
        $same++ while substr($seen{$at}, $same, 1) eq substr($state, $same, 1);
        $same = $same > 200 ? $same - 200 : 0;
        print "DIFFERS at $at after $how\n", substr($_, $same, 400), "\n" for $seen{$at}, $state;
        exit 1;
    }
    return $clock;
}
my $end = ask('continue', '{}');
my ($last) = $end =~ /"clock": ?(\d+)/;
my $once = $printed;
my ($clock, $n) = (0, 0);
for my $i (1 .. $visits) {
    my $kind = rnd(8);
    my ($how, $answer);
    if ($i % 4 == 1) {
        $clock = rnd($last);
        ($how, $answer) = ("goto \@$clock", ask('goto', qq({"clock":$clock})));
    } elsif ($kind < 3) {
        my $back = 1 + rnd(30);
        ($how, $answer) = ("reverse-stepi $back", ask('reverse-stepi', qq({"n":$back})));
    } elsif ($kind < 6) {
        my $on = 1 + rnd(30);
        ($how, $answer) = ("stepi $on", ask('stepi', qq({"n":$on})));
    } else {
        my $there = (split m{/}, (sort keys %seen)[rnd(scalar keys %seen)])[0];
        ($how, $answer) = ("goto \@$there", ask('goto', qq({"clock":$there})));
    }
    next if $answer =~ /this is where w\d begins|the program has ended/;
    if ($answer !~ /"ok": ?true/) {
        print "FAILED: $how: $answer";
        exit 1;
    }
    next if $answer =~ /"status"/;
    $clock = compare($how, $answer);
    $n++;
}
my $again = ask('continue', '{}');
s/"id": ?\d+,? ?//, s/"past": ?true,? ?// for $end, $again;
print "another end: $again" if $again ne $end;
print "printed twice: $printed" if $printed ne $once;
print $n > $visits / 2 ? "the same\n" : "only $n visits\n";
END

travel() { # seed, visits, words of the command line
    perl drive.pl "$@" >out 2>err </dev/null
    status=$?
}

cat >plain.py <<'END'
import threading, time, random, os
lock = threading.Lock()
seen = []
def work(k):
    for i in range(40):
        with lock:
            seen.append((k, i, time.monotonic_ns() % 7))
        if i % 13 == 5:
            time.sleep(0.0001)
        try:
            if random.random() < 0.2:
                raise ValueError(i)
        except ValueError as e:
            seen.append(str(e))
class Gen:
    def __iter__(self):
        for i in range(5):
            yield sorted([3, 1, 2], key=lambda x: x * i)
threads = [threading.Thread(target=work, args=(k,), name="w%d" % k) for k in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(len(seen), list(Gen()), os.getpid() > 0)
END
for n in 1 17 100003; do
    travel $n 60 -N $n plain.py
    expect "threads, locks, sleeps, chance: -N $n" 0 "the same" ""
done
travel 5 40 -N 10..90 --policy random --seed 7 plain.py
expect "a policy that draws lots" 0 "the same" ""
travel 6 40 -N 25 --clock virtual plain.py
expect "virtual time" 0 "the same" ""
