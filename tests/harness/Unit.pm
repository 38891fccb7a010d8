# Unit tests: programs that run a Check suite.  Check itself writes what happened to the file that
# CK_TAP_LOG_FILE_NAME names, one line a test.
package Unit;
use strict;
use warnings;
use File::Temp qw(tempdir);

sub find {
    my ($opt) = @_;
    return () if $opt->{cpython};
    my $logs = tempdir('baton-unit-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my @tests;
    for my $program (@{$opt->{unit}}) {
        (my $flat = $program) =~ tr,/,_,;
        push @tests, {
            name => $program, path => Cwd::abs_path($program), command => [Cwd::abs_path($program)],
            timeout => 60, env => {CK_TAP_LOG_FILE_NAME => "$logs/$flat",
                CK_DEFAULT_TIMEOUT => 20 * $opt->{scale}}, cwd => Cwd::getcwd(),
            check => sub { judge("$logs/$flat", @_) },
        };
    }
    return @tests;
}

sub judge {
    my ($log, $got) = @_;
    my @cases;
    for (split /\n/, Pool::slurp($log)) {
        # ok 1 - file.c:suite:test: message
        push @cases, [$2, $1 ? $3 : undef] if /^(not )?ok \d+ - (?:[^:]*:)?([^:]*:[^:]*)(?:: (.*))?$/;
    }
    my $bad = $got->{status} != 0 && !grep { defined $_->[1] } @cases;
    push @cases, ['runs to its end', "exit status $got->{status}\n" . join("\n",
        Pool::tail('stdout', $got->{out}), Pool::tail('stderr', $got->{err}))] if $bad || !@cases;
    return {cases => \@cases};
}

1;
