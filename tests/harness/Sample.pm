# The samples: samples/table names each run, one a line:
#
#   NAME  OPTIONS  STATUS  HOW...
#
# NAME.py is run with OPTIONS (`-' for none, commas between words) and must print NAME.out (written
# as for golden tests, without the exit status) and end with STATUS.  HOW is any of
#   out=N            compare with NAME.N.out instead
#   seconds=A..B     the time it may take
#   alone            nothing else runs meanwhile (it measures time)
#   int=S            send it Ctrl-C's signal after S seconds
#   sorted           the order of the lines does not matter
#   cpython=no       differs under CPython, which the sample is about
package Sample;
use strict;
use warnings;

sub find {
    my ($opt, $folder) = @_;
    my @tests;
    for (split /\n/, Pool::slurp("$opt->{root}/$folder/table")) {
        next if /^\s*(#|$)/;
        my ($name, $options, $status, @how) = split;
        my %how = map { /^(\w+)=(.*)$/ ? ($1, $2) : ($_, 1) } @how;
        next if $opt->{cpython} && ($how{cpython} || $options ne '-');
        push @tests, test($opt, $folder, $name, $options, $status, \%how);
    }
    return @tests;
}

sub test {
    my ($opt, $folder, $name, $options, $status, $how) = @_;
    my $path = "$opt->{root}/$folder/$name.py";
    my @options = $options eq '-' ? () : split /,/, $options;
    my $out = "$opt->{root}/$folder/$name" . (defined $how->{out} ? ".$how->{out}" : '') . '.out';
    return {
        name => join(' ', "$folder/$name.py", @options), path => $path,
        cwd => "$opt->{root}/$folder", command => [$opt->{program}, @options, "$name.py"],
        alone => (defined $how->{seconds} || $how->{alone}) && $opt->{scale} == 1,
        interrupt => defined $how->{int} ? ['INT', $how->{int} * $opt->{scale}] : undef,
        check => sub { judge($opt, $out, $status, $how, @_) },
    };
}

sub judge {
    my ($opt, $path, $status, $how, $got) = @_;
    my @complaints;
    my $text = Golden::transcript($opt, {%$got, status => 0});
    if ($opt->{update} && !$how->{sorted}) {
        Pool::spew($path, $text) if Pool::slurp($path) ne $text;
    }
    my $expected = Pool::slurp($path);
    if ($how->{sorted}) {
        $_ = join '', sort split /^/, $_ for $text, $expected;
    }
    push @complaints, Pool::diff('output', $expected, $text);
    push @complaints, "exit status $got->{status}, expected $status" if $got->{status} != $status;
    if (defined $how->{seconds} && $opt->{scale} == 1) {
        my ($least, $most) = split /\.\.(?=\d)/, $how->{seconds};
        push @complaints, sprintf('took %.2f s, expected %s', $got->{seconds}, $how->{seconds})
            if $got->{seconds} < $least - 0.01 || $got->{seconds} > $most + 0.01;
    }
    return @complaints;
}

1;
