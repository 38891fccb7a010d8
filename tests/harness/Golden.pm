# Golden tests: NAME.py and, beside it, NAME.out with everything the run printed:
# its stdout, then `--- stderr' and its stderr if there is any, then `--- exit N' if N is not 0.
# `# options: dis' in the script gives options to baton, `# args:' gives arguments to the script.
# `tests/run --update' writes the files anew: look at the difference before committing it.
package Golden;
use strict;
use warnings;
use File::Basename qw(basename dirname);

sub find {
    my ($opt, @folders) = @_;
    my @tests;
    for my $path (Pool::files($opt, qr/\.py\z/, @folders)) {
        (my $out = $path) =~ s/\.py\z/.out/;
        next unless -e $out || $opt->{update};
        my $want = Script::read_directives($path);
        next if $opt->{cpython} && ($want->{cpython} || defined $want->{options});
        my $test = Script::test($opt, $path, $want);
        $test->{check} = sub { judge($opt, $out, @_) };
        push @tests, $test;
    }
    return @tests;
}

sub judge {
    my ($opt, $path, $got) = @_;
    my $text = transcript($opt, $got);
    if ($opt->{update}) {
        Pool::spew($path, $text) if Pool::slurp($path) ne $text;
        return ();
    }
    return Pool::diff(basename($path), Pool::slurp($path), $text);
}

# A run as one text, in which the place of the source tree does not show.
sub transcript {
    my ($opt, $got) = @_;
    my $text = $got->{out};
    $text .= "\n\\ no newline at the end of stdout\n" if $text ne '' && $text !~ /\n\z/;
    $text .= "--- stderr\n$got->{err}" if $got->{err} ne '';
    $text .= "--- exit $got->{status}\n" if $got->{status};
    $text =~ s{\Q$opt->{root}/}{}g;
    return $text;
}

1;
