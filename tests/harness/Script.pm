# Scripts with their expectations in comments, beside the statement that has the effect:
#
#   print(1 + 2)          # expect: 3                 one line of stdout; all of them, in order
#   int("x")              # raises: ValueError: ...   the last line of stderr; exit status 1
#   print(id(x))          # expect-any                one line, whatever it says; the same in every repetition
#   # expect-err: REGEX   somewhere in stderr (without one and without raises, stderr must be empty)
#   # exit: N             the exit status
#   # switch: 1 seed=7    --switch 1 --seed 7 for baton (more words: NAME=VALUE is --NAME VALUE)
#   # options: -O -q      options for both interpreters
#   # args: a b           what the script gets in sys.argv
#   # stdin: TEXT         a line of standard input
#   # cpython: no (why)   a deliberate difference: not run by check-cpython
#   # repeat: 20          run that often, each time with this result (slow builds: less often)
#   # timeout: 60         seconds, instead of 20
#   # unless: gc-stress   not in that kind of build (asan, tsan, gc-stress)
#
# A .py file without expectations is a module that a test imports.
package Script;
use strict;
use warnings;
use File::Basename qw(basename dirname);
use Text::ParseWords qw(shellwords);

sub find {
    my ($opt, @folders) = @_;
    my @tests;
    for my $path (Pool::files($opt, qr/\.py\z/, @folders)) {
        my $want = read_directives($path);
        next unless $want->{is_test};
        next if $opt->{cpython} && $want->{cpython};
        next if $want->{unless} && $want->{unless} eq ($ENV{BATON_TEST_BUILD} // '');
        push @tests, test($opt, $path, $want);
    }
    return @tests;
}

# All directives of a script; {is_test} if it has expectations.
sub read_directives {
    my ($path) = @_;
    my %want = (out => [], err => []);
    for (split /\n/, Pool::slurp($path)) {
        if (/(?:^|\s)# expect-any$/) {
            push @{$want{out}}, undef;
            next;
        }
        next unless /(?:^|\s)# (expect-err|expect|raises|exit|switch|options|args|stdin|cpython|repeat|timeout|unless):(?: (.*))?$/;
        my ($key, $text) = ($1, $2 // '');
        $want{is_test} = 1 if $key =~ /expect|raises|exit/;
        if ($key eq 'expect') { push @{$want{out}}, trimmed($text) }
        elsif ($key eq 'expect-err') { push @{$want{err}}, $text }
        elsif ($key eq 'stdin') { $want{stdin} .= "$text\n" }
        elsif ($key eq 'cpython') { $want{cpython} = $text =~ /^no\b/ }
        else { $want{$key} = $text }
    }
    return \%want;
}

sub test {
    my ($opt, $path, $want) = @_;
    my @options = shellwords($want->{options} // '');
    if (!$opt->{cpython} && defined $want->{switch}) {
        my ($n, @more) = split ' ', $want->{switch};
        push @options, '--switch', $n, map { /^(\w[\w-]*)=(.*)$/ ? ("--$1", $2) : "--$_" } @more;
    }
    return {
        name => Pool::short($opt, $path), path => $path, cwd => dirname($path),
        command => [$opt->{program}, @options, basename($path), shellwords($want->{args} // '')],
        stdin => $want->{stdin}, timeout => $want->{timeout},
        repeat => $opt->{cpython} || !$want->{repeat} ? undef : 1 + int(($want->{repeat} - 1) / $opt->{scale}),
        check => sub { judge($want, @_) },
    };
}

sub judge {
    my ($want, $got) = @_;
    my @complaints;
    my @out = map { trimmed($_) } split /\n/, $got->{out}, -1;
    pop @out if @out && $out[-1] eq '';
    my @expected = map { $want->{out}[$_] // $out[$_] // '(a line)' } 0 .. $#{$want->{out}};
    push @complaints, Pool::diff('stdout', lines(@expected), lines(@out));
    push @complaints, Pool::diff('not the same as in the run before: stdout', $want->{before}, $got->{out})
        if defined $want->{before};
    $want->{before} = $got->{out};
    if (defined $want->{raises}) {
        my ($last) = $got->{err} =~ /([^\n]*)\n*\z/;
        push @complaints, "expected the error: $want->{raises}" if $last ne $want->{raises};
    }
    for my $regex (@{$want->{err}}) {
        push @complaints, "stderr does not match: $regex" unless $got->{err} =~ /$regex/m;
    }
    my $silent = !defined $want->{raises} && !@{$want->{err}};
    push @complaints, 'stderr should be empty' if $silent && $got->{err} ne '';
    my $status = $want->{exit} // (defined $want->{raises} ? 1 : 0);
    push @complaints, "exit status $got->{status}, expected $status" if $got->{status} != $status;
    push @complaints, Pool::tail('stderr', $got->{err}) if @complaints;
    return @complaints;
}

sub lines {
    return join '', map { "$_\n" } @_;
}

# Trailing blanks do not count: editors remove them.
sub trimmed {
    my ($line) = @_;
    $line =~ s/\s+\z//;
    return $line;
}

1;
