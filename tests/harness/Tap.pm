# Shell tests: a .t file prints `ok - what' or `not ok - what' for each of its tests, details of a
# failure on lines that begin with `#'.  It finds the program in $BATON, the source tree in $TOP, and
# starts in an empty folder.  tests/cli/lib.sh has the usual questions as functions.
package Tap;
use strict;
use warnings;

sub find {
    my ($opt, @folders) = @_;
    return () if $opt->{cpython};
    my @tests;
    for my $path (Pool::files($opt, qr/\.t\z/, @folders)) {
        push @tests, {
            name => Pool::short($opt, $path), path => $path, timeout => 60,
            env => {BUILD => Cwd::getcwd()}, command => ['/bin/sh', $path],
            check => \&judge,
        };
    }
    return @tests;
}

sub judge {
    my ($got) = @_;
    my @cases;
    for (split /\n/, $got->{out}) {
        if (/^(not )?ok\b(?: -)? ?(.*)/) { push @cases, [$2, $1 ? "it does not hold" : undef] }
        elsif (/^# ?(.*)/ && @cases && defined $cases[-1][1]) { $cases[-1][1] .= "\n$1" }
    }
    my $bad = $got->{status} != 0 && !grep { defined $_->[1] } @cases;
    push @cases, ['runs to its end', "exit status $got->{status}\n" . join("\n", Pool::tail('stderr', $got->{err}))]
        if $bad || !@cases;
    return {cases => \@cases};
}

1;
