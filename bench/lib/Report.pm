# The results of bench/run, as Markdown tables and as JSON.
package Report;
use strict;
use warnings;
use File::Basename qw(basename);
use POSIX ();

# The tables as Markdown.
sub markdown {
    my ($opt, $baseline, $interps, $results) = @_;
    my @interps = ($baseline, grep { $_ != $baseline } @$interps);
    my %groups;
    push @{$groups{$_->{program}{group}}}, $_ for @$results;
    my $text = head($opt, \@interps);
    for my $group (sort keys %groups) {
        $text .= kind_table($group, \@interps, $groups{$group});
        $text .= ratio_table($group, \@interps, $groups{$group});
        $text .= time_table($group, \@interps, $groups{$group});
        $text .= peak_table($group, \@interps, $groups{$group});
        $text .= figure_table($group, \@interps, $groups{$group});
    }
    return $text . failure_list(\@interps, $results);
}

# Puts TEXT between the two marks in the file at PATH, in place of what stands there.
sub insert {
    my ($path, $text) = @_;
    my ($begin, $end) = map { "<!-- bench/run: $_ -->" } 'begin', 'end';
    open(my $in, '<', $path) or die "bench/run: $path: $!\n";
    my $page = do { local $/; <$in> };
    close $in;
    $text =~ s/^## /### /mg; # the tables stand in a section of the page
    $page =~ s/\Q$begin\E.*?\Q$end\E/$begin\n\n$text$end/s
        or die "bench/run: $path: no lines `$begin' and `$end'\n";
    output($path, $page);
}

sub head {
    my ($opt, $interps) = @_;
    my $text = POSIX::strftime('%Y-%m-%d %H:%M UTC', gmtime) . ", $opt->{runs} round" . ($opt->{runs} == 1 ? '' : 's') . "; "
        . join('; ', machine()) . (defined $opt->{pin} ? "; all on processor $opt->{pin}" : '') . ".\n\n";
    for my $interp (@$interps) {
        my ($program, @options) = @{$interp->{command}};
        $text .= "- $interp->{name}: `" . join(' ', basename($program), @options) . "`\n";
    }
    return "$text\n";
}

# What the machine is, as far as Linux tells.
sub machine {
    my ($model, $count) = ('', 0);
    if (open(my $in, '<', '/proc/cpuinfo')) {
        while (<$in>) {
            $model = $1 if /^model name\s*:\s*(.*\S)/;
            $count++ if /^processor\s*:/;
        }
    }
    my ($system, undef, $release) = POSIX::uname();
    return (($count ? "$count processors ($model)" : ()), "$system $release");
}

# The ratios of ratio_table, one row for each kind of program: geometric means. Nothing where no
# program says its kind.
sub kind_table {
    my ($group, $interps, $results) = @_;
    my ($base, @others) = @$interps;
    my (@kinds, %of);
    for my $result (@$results) {
        my $kind = $result->{program}{kind} // next;
        push @kinds, $kind unless $of{$kind};
        push @{$of{$kind}}, $result;
    }
    return '' unless @kinds;
    my $text = "## $group: time by kind of program, $base->{name} = 1\n\n"
        . row('kind', 'programs', map { $_->{name} } @others) . rule(1 + @others);
    for my $kind (sort @kinds) {
        $text .= row($kind, scalar @{$of{$kind}}, map { kind_mean($of{$kind}, $base, $_) } @others);
    }
    return "$text\n";
}

# The mean of some programs' ratios; how many they are where that is not all.
sub kind_mean {
    my ($results, $base, $interp) = @_;
    my @ratios;
    for my $result (@$results) {
        my @pairs = pairs($result, $base, $interp);
        push @ratios, median(@pairs) if @pairs;
    }
    return '-' unless @ratios;
    return sprintf('%.2f', geometric_mean(@ratios)) . (@ratios < @$results ? ' (' . @ratios . ')' : '');
}

# Processor time as ratios to the baseline, paired by round: median +- half the distance of the quartiles.
sub ratio_table {
    my ($group, $interps, $results) = @_;
    my ($base, @others) = @$interps;
    my $text = "## $group: time, $base->{name} = 1\n\n"
        . row('program', "$base->{name}, s", map { $_->{name} } @others) . rule(1 + @others);
    my %all;
    for my $result (@$results) {
        my $name = $result->{program}{name} . ($result->{program}{wall} ? ' (elapsed)' : '');
        my @cells = (cell_time($result, $base));
        for my $interp (@others) {
            my @pairs = sort { $a <=> $b } pairs($result, $base, $interp);
            push @{$all{$interp->{name}}}, quantile(0.5, @pairs) if @pairs;
            push @cells, @pairs
                ? sprintf('%.2f ±%.2f', quantile(0.5, @pairs), (quantile(0.75, @pairs) - quantile(0.25, @pairs)) / 2)
                : failure_word($result, $interp) // failure_word($result, $base);
        }
        $text .= row($name, @cells);
    }
    $text .= row('**geometric mean**', '', map {
        my @ratios = @{$all{$_->{name}} // []};
        @ratios ? sprintf('**%.3f** (%d)', geometric_mean(@ratios), scalar @ratios) : '-';
    } @others);
    return "$text\n";
}

# Medians of the times themselves.
sub time_table {
    my ($group, $interps, $results) = @_;
    my $text = "## $group: time in ms\n\n" . row('program', map { $_->{name} } @$interps) . rule(0 + @$interps);
    for my $result (@$results) {
        $text .= row($result->{program}{name}, map {
            my @times = values_of($result, $_);
            @times ? sprintf($times[0] < 0.1 ? '%.2f' : '%.0f', 1000 * median(@times)) : failure_word($result, $_);
        } @$interps);
    }
    return "$text\n";
}

sub peak_table {
    my ($group, $interps, $results) = @_;
    my $text = "## $group: peak resident memory in MiB\n\n" . row('program', map { $_->{name} } @$interps)
        . rule(0 + @$interps);
    for my $result (@$results) {
        $text .= row($result->{program}{name}, map {
            my @peaks = map { $_->{peak} } good($result, $_);
            @peaks ? sprintf('%.1f', median(@peaks) / 1024) : failure_word($result, $_);
        } @$interps);
    }
    return "$text\n";
}

# What the programs have measured themselves; nothing if they have measured nothing.
sub figure_table {
    my ($group, $interps, $results) = @_;
    my $rows = '';
    for my $result (@$results) {
        my %units;
        for my $interp (@$interps) {
            for my $run (good($result, $interp)) {
                $units{$_} = $run->{figures}{$_}[1] for keys %{$run->{figures}};
            }
        }
        for my $figure (sort keys %units) {
            $rows .= row("$result->{program}{name}: $figure", $units{$figure}, map {
                my @values = map { $_->{figures}{$figure} ? $_->{figures}{$figure}[0] : () } good($result, $_);
                @values ? short(median(@values)) : failure_word($result, $_) // '-';
            } @$interps);
        }
    }
    return '' if $rows eq '';
    return "## $group: figures\n\n" . row('figure', 'unit', map { $_->{name} } @$interps)
        . rule(1 + @$interps) . "$rows\n";
}

sub failure_list {
    my ($interps, $results) = @_;
    my $text = '';
    for my $result (@$results) {
        for my $interp (@$interps) {
            my $why = failure($result, $interp) // next;
            $text .= "- $result->{program}{group}/$result->{program}{name}, $interp->{name}: $why\n"
                if $why ne 'none';
        }
    }
    return $text eq '' ? '' : "## Failures\n\n$text\n";
}

# --- cells and numbers ---

sub row { return '| ' . join(' | ', @_) . " |\n" }

# The line beneath the head of a table with COUNT columns of numbers.
sub rule {
    my ($count) = @_;
    return '|---|' . '---:|' x $count . "\n";
}

# The runs of a program that went well.
sub good {
    my ($result, $interp) = @_;
    return grep { !defined $_->{failure} } @{$result->{runs}{$interp->{name}}};
}

# Why a program failed (in any round), or undef.
sub failure {
    my ($result, $interp) = @_;
    my ($bad) = grep { defined $_->{failure} } @{$result->{runs}{$interp->{name}}};
    return $bad ? $bad->{failure} : undef;
}

# The same as a word for a table; `-` where there is no such program.
sub failure_word {
    my ($result, $interp) = @_;
    my $why = failure($result, $interp) // return undef;
    return '-' if $why eq 'none';
    $why =~ s/:.*//s;
    return "**$why**";
}

sub time_of {
    my ($result, $run) = @_;
    return $result->{program}{wall} ? $run->{wall} : $run->{cpu};
}

# The times of all rounds; none if one failed.
sub values_of {
    my ($result, $interp) = @_;
    return () if defined failure($result, $interp);
    return map { time_of($result, $_) } good($result, $interp);
}

sub cell_time {
    my ($result, $interp) = @_;
    my @times = values_of($result, $interp);
    return @times ? sprintf('%.3f', median(@times)) : failure_word($result, $interp);
}

# The ratio of each round.
sub pairs {
    my ($result, $base, $interp) = @_;
    my @ours = values_of($result, $interp);
    my @theirs = values_of($result, $base);
    return () unless @ours && @theirs;
    return map { $ours[$_] / ($theirs[$_] || 1e-6) } 0 .. $#ours;
}

sub median { return quantile(0.5, sort { $a <=> $b } @_) }

# The value at the fraction P of a sorted list.
sub quantile {
    my ($p, @sorted) = @_;
    my $at = $p * $#sorted;
    my $low = int $at;
    my $high = $low < $#sorted ? $low + 1 : $low;
    return $sorted[$low] + ($at - $low) * ($sorted[$high] - $sorted[$low]);
}

sub geometric_mean {
    my $sum = 0;
    $sum += log($_ || 1e-6) for @_;
    return exp($sum / @_);
}

# A number with about four digits that count.
sub short {
    my ($x) = @_;
    return sprintf(abs($x) >= 1000 ? '%.0f' : '%.4g', $x);
}

# --- JSON ---

# Every measurement: {date, runs, baseline, interps: {NAME: CMD}, programs: [{name, group, measure,
# runs: {NAME: [{cpu, wall, peak_kib, figures} or {failure}]}, ratio: {NAME: {min, q1, median, q3, max}}}]}.
sub json {
    my ($path, $opt, $baseline, $interps, $results) = @_;
    my @programs;
    for my $result (@$results) {
        my %ratio;
        for my $interp (@$interps) {
            my @pairs = sort { $a <=> $b } pairs($result, $baseline, $interp);
            next unless @pairs;
            $ratio{$interp->{name}} = {min => number($pairs[0]), q1 => number(quantile(0.25, @pairs)),
                median => number(quantile(0.5, @pairs)), q3 => number(quantile(0.75, @pairs)), max => number($pairs[-1])};
        }
        push @programs, {
            name => $result->{program}{name},
            group => $result->{program}{group},
            measure => $result->{program}{wall} ? 'wall' : 'cpu',
            ratio => \%ratio,
            runs => {map { $_ => [map { json_run($_) } @{$result->{runs}{$_}}] } keys %{$result->{runs}}},
        };
    }
    output($path, encode({
        date => POSIX::strftime('%Y-%m-%dT%H:%M:%SZ', gmtime),
        runs => number($opt->{runs}),
        machine => join('; ', machine()),
        baseline => $baseline->{name},
        interps => {map { $_->{name} => "@{$_->{command}}" } @$interps},
        programs => \@programs,
    }) . "\n");
}

sub json_run {
    my ($run) = @_;
    return {failure => $run->{failure}} if defined $run->{failure};
    return {
        cpu => number($run->{cpu}), wall => number($run->{wall}), peak_kib => number($run->{peak}),
        figures => {map { $_ => {value => number($run->{figures}{$_}[0]), unit => $run->{figures}{$_}[1]} }
            keys %{$run->{figures}}},
    };
}

# A number, marked as one for encode().
sub number {
    my ($x) = @_;
    my $text = sprintf('%.9g', $x);
    return \$text;
}

sub encode {
    my ($x) = @_;
    if (ref $x eq 'HASH') {
        return '{' . join(', ', map { encode($_) . ': ' . encode($x->{$_}) } sort keys %$x) . '}';
    }
    return '[' . join(', ', map { encode($_) } @$x) . ']' if ref $x eq 'ARRAY';
    return $$x if ref $x eq 'SCALAR';
    $x =~ s/(["\\])/\\$1/g;
    $x =~ s/([\x00-\x1f])/sprintf '\\u%04x', ord $1/ge;
    return "\"$x\"";
}

sub output {
    my ($path, $text) = @_;
    if ($path eq '-') {
        print $text;
        return;
    }
    open(my $out, '>', $path) or die "bench/run: $path: $!\n";
    print $out $text;
    close $out or die "bench/run: $path: $!\n";
}

1;
