# Checks timelines in the Trace Event Format as `--trace FILE.json` writes them: each event has the
# fields of its kind, and the timeline keeps what it promises:
#
# - at most one thread runs at any instant;
# - each thread's states follow one another without gaps from its start to its end;
# - each arrow (s) has its end (f), at the beginning of a running state;
# - the instructions of a thread's running states add up to what the thread has executed, and those of
#   all threads to the clock.
#
#   perl check.pl FILE...       one line for each thing that is wrong; status 1 if there is any
use strict;
use warnings;

my ($file, $wrong) = ('', 0);

sub wrong {
    print "$file: @_\n" if ++$wrong <= 20;
}

# ---- JSON: perl-base has no module for it ----

sub value {
    my ($t) = @_;
    $$t =~ /\G\s+/gc;
    if ($$t =~ /\G\{/gc) {
        my %h;
        until ($$t =~ /\G\s*\}/gc) {
            my $key = value($t);
            $$t =~ /\G\s*:/gc or die "a colon is missing at " . pos $$t;
            $h{$key} = value($t);
            $$t =~ /\G\s*,(?!\s*\})/gc or $$t =~ /\G(?=\s*\})/gc or die "no object at " . pos $$t;
        }
        return \%h;
    }
    if ($$t =~ /\G\[/gc) {
        my @a;
        until ($$t =~ /\G\s*\]/gc) {
            push @a, value($t);
            $$t =~ /\G\s*,(?!\s*\])/gc or $$t =~ /\G(?=\s*\])/gc or die "no array at " . pos $$t;
        }
        return \@a;
    }
    if ($$t =~ /\G"((?:[^"\\\x00-\x1f]|\\["\\\/bfnrt]|\\u[0-9a-fA-F]{4})*+)"/gc) { return $1 }
    if ($$t =~ /\G(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)/gc) { return $1 }
    die "no value at " . pos $$t;
}

# A time in 64ths: a whole number.
sub ticks {
    my ($n) = @_;
    wrong("$n is no number of 64ths") if $n * 64 != int($n * 64);
    return $n * 64;
}

# ---- the fields of each kind of event ----

my %fields = (
    M => {name => 's', args => 'h'},
    X => {ts => 'n', dur => 'n', name => 's', cat => 's', args => 'h'},
    C => {ts => 'n', name => 's', args => 'h'},
    i => {ts => 'n', name => 's', cat => 's', s => 's'},
    s => {ts => 'n', name => 's', cat => 's', id => 'n'},
    f => {ts => 'n', name => 's', cat => 's', id => 'n', bp => 's'},
);

sub check_fields {
    my ($e) = @_;
    my $fields = $fields{$e->{ph} // ''} or return wrong("an event of unknown kind");
    wrong("no pid and tid") unless ($e->{pid} // '') eq '1' && ($e->{tid} // '') =~ /^[1-9][0-9]*$/;
    for (sort keys %$fields) {
        my $v = $e->{$_};
        my $type = $fields->{$_};
        wrong("$e->{ph}: no $_"), next unless defined $v;
        wrong("$e->{ph}: $_ is no number") if $type eq 'n' && $v !~ /^[0-9]+(\.[0-9]+)?$/;
        wrong("$e->{ph}: $_ is no object") if $type eq 'h' && ref $v ne 'HASH';
    }
    return;
}

# ---- the promises ----

sub check_threads {
    my ($slices, $other) = @_;
    my ($end, $start) = (ticks($other->{end}), ticks($other->{start}));
    for my $tid (sort { $a <=> $b } keys %$slices) {
        my ($at, $last);
        for (sort { $a->{from} <=> $b->{from} || $a->{to} <=> $b->{to} } @{$slices->{$tid}}) {
            wrong("thread $tid: a gap or an overlap at $_->{ts}") if defined $at && $at != $_->{from};
            ($at, $last) = ($_->{to}, $_);
        }
        my $how = $last->{args}{ends} // '';
        wrong("thread $tid: its last state ends with `$how'")
            unless $how eq 'ends' || ($how eq 'the run ends' && $at == $end) ||
                ($how ne 'the run ends' && $at == $end);
    }
    return;
}

sub check_running {
    my ($slices, $other) = @_;
    my @running = sort { $a->{from} <=> $b->{from} || $a->{to} <=> $b->{to} }
        grep { $_->{cat} eq 'running' } map { @$_ } values %$slices;
    my $at = 0;
    for (@running) {
        wrong("two threads run at $_->{ts}") if $_->{from} < $at;
        $at = $_->{to};
    }
    my (%sum, $all);
    for (@running) {
        $sum{$_->{tid}} += $_->{args}{instructions};
        $all += $_->{to} - $_->{from};
        wrong("thread $_->{tid} has run $_->{dur}, not $_->{args}{instructions} instructions, at $_->{ts}")
            if $other->{clock} =~ /^instr/ && $_->{to} - $_->{from} != 64 * $_->{args}{instructions};
    }
    wrong("not always is there one who runs")
        if $other->{clock} =~ /^instr/ && $all != ticks($other->{end}) - ticks($other->{start});
    for (@{$other->{threads}}) {
        my $sum = $sum{$_->{tid}} // 0;
        wrong("thread $_->{tid}: its running states have $sum instructions, it has executed $_->{instructions}")
            if $other->{'missing events'} ? $sum > $_->{instructions} : $sum != $_->{instructions};
    }
    return;
}

sub check_flows {
    my ($flows, $slices) = @_;
    my %starts;
    for my $tid (keys %$slices) {
        $starts{"$tid $_->{from}"} = 1 for grep { $_->{cat} eq 'running' } @{$slices->{$tid}};
    }
    for my $id (keys %$flows) {
        my ($s, $f) = @{$flows->{$id}}{qw(s f)};
        wrong("arrow $id has no " . ($s ? 'end' : 'start')), next unless $s && $f;
        wrong("arrow $id goes back in time") if ticks($f->{ts}) < ticks($s->{ts});
        wrong("arrow $id does not end where a thread begins to run")
            unless $starts{"$f->{tid} " . ticks($f->{ts})};
    }
    return;
}

sub check {
    my ($path) = @_;
    $file = $path;
    open my $in, '<', $path or return wrong("cannot be read: $!");
    local $/;
    my $text = <$in>;
    my $trace = eval { value(\$text) } or return wrong("no JSON: $@");
    return wrong("something follows") if $text !~ /\G\s*\z/;
    my (%slices, %flows, %named);
    for (@{$trace->{traceEvents}}) {
        check_fields($_);
        if ($_->{ph} eq 'X') {
            $_->{from} = ticks($_->{ts});
            $_->{to} = $_->{from} + ticks($_->{dur});
            push @{$slices{$_->{tid}}}, $_;
        } elsif ($_->{ph} =~ /^[sf]$/) {
            wrong("arrow $_->{id}: two of $_->{ph}") if $flows{$_->{id}}{$_->{ph}};
            $flows{$_->{id}}{$_->{ph}} = $_;
        } elsif ($_->{ph} eq 'M' && $_->{name} eq 'thread_name') {
            $named{$_->{tid}} = 1;
        }
    }
    wrong("thread $_ has no name") for grep { !$named{$_} } keys %slices;
    check_threads(\%slices, $trace->{otherData});
    check_running(\%slices, $trace->{otherData});
    check_flows(\%flows, \%slices);
    return;
}

check($_) for @ARGV;
exit($wrong ? 1 : 0);
