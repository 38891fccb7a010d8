# Golden sessions of the debugger: NAME.session, each run by tests/harness/session, which says what
# stands in one. `tests/run --update' writes what came out into them: look at the difference.
package Session;
use strict;
use warnings;

sub find {
    my ($opt, @folders) = @_;
    return () if $opt->{cpython};
    return map {
        {
            name => Pool::short($opt, $_), path => $_, timeout => 60,
            command => ['/usr/bin/perl', "$opt->{root}/tests/harness/session", $opt->{update} ? '--update' : (), $_],
            check => $opt->{update} ? sub { () } : \&Tap::judge,
        }
    } Pool::files($opt, qr/\.session\z/, @folders);
}

1;
