# Runs tests, each a child process in a process group of its own, a few at a time.
#
# A test is a hash:
#   name, path     what to print, the file it comes from
#   command        the program and its arguments
#   cwd, stdin     where it runs; the text it reads (none: /dev/null)
#   env            more environment variables
#   timeout        seconds, before --scale
#   alone          true: run when no other test does (it measures time)
#   repeat         how often it runs; each run must pass, together they count as one test
#   interrupt      [signal, seconds]: sent to the process that long after its start
#   check          called with a result, returns the list of complaints; or, for a file of several
#                  tests, a list of [name, complaint or undef] as { cases => [...] }
# A result: out, err (bytes), status (as the shell shows it), seconds, timed_out.
package Pool;
use strict;
use warnings;
use File::Temp qw(tempdir);
use POSIX qw(:sys_wait_h);

my ($passed, $failed);

# Run the tests; returns the numbers of passed and failed ones.
sub run {
    my ($opt, @tests) = @_;
    ($passed, $failed) = (0, 0);
    local $| = 1;
    my $scratch = tempdir('baton-test-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    local $SIG{INT} = sub { die "interrupted\n" };    # so that the scratch folder goes away
    in_parallel($opt, $scratch, $opt->{jobs}, grep { !$_->{alone} } @tests);
    in_parallel($opt, $scratch, 1, grep { $_->{alone} } @tests);
    return ($passed, $failed);
}

sub in_parallel {
    my ($opt, $scratch, $jobs, @queue) = @_;
    my %running;
    while (@queue || %running) {
        while (@queue && keys %running < $jobs) {
            my $job = start($opt, $scratch, shift @queue);
            $running{$job->{pid}} = $job;
        }
        my $pid = waitpid(-1, WNOHANG);
        if ($pid > 0 && $running{$pid}) {
            my $job = delete $running{$pid};
            my $again = finish($opt, $job, $?);
            unshift @queue, $again if $again;
            next;
        }
        look_after($_) for values %running;
        select(undef, undef, undef, 0.004);
    }
}

my $serial = 0;

sub start {
    my ($opt, $scratch, $test) = @_;
    my $base = "$scratch/" . ++$serial;
    my %job = (test => $test, base => $base, started => now(), cpu => [POSIX::times()]);
    $job{deadline} = $job{started} + ($test->{timeout} || 20) * $opt->{scale};
    if (defined $test->{stdin}) {
        spew("$base.in", $test->{stdin});
    }
    mkdir "$base.tmp";
    my $pid = fork() // die "fork: $!";
    if ($pid == 0) {
        setpgrp(0, 0);
        $SIG{$_} = 'DEFAULT' for qw(INT QUIT PIPE TERM HUP);
        environment($opt, $test, "$base.tmp");
        chdir($test->{cwd} || "$base.tmp") or die "$test->{cwd}: $!";
        open(STDIN, '<', defined $test->{stdin} ? "$base.in" : '/dev/null') or die;
        open(STDOUT, '>', "$base.out") or die;
        open(STDERR, '>', "$base.err") or die;
        exec { $test->{command}[0] } @{$test->{command}} or do {
            print STDERR "cannot run $test->{command}[0]: $!\n";
            POSIX::_exit(127);
        };
    }
    $job{pid} = $pid;
    return \%job;
}

# What a test sees of the environment: little, and the same for everybody.
sub environment {
    my ($opt, $test, $tmp) = @_;
    my %keep = map { $_ => $ENV{$_} }
        grep { /^(PATH|HOME|USER|LD_LIBRARY_PATH|[AUTL]B?SAN_OPTIONS|GCOV_.*|BATON_SUBSTRATE)$/ } keys %ENV;
    %ENV = (%keep, LANG => 'C.UTF-8', LC_ALL => 'C.UTF-8', TERM => 'dumb', NO_COLOR => '1',
        TZ => 'UTC', TMPDIR => $tmp, BATON => $opt->{program}, BATON_TEST_SCALE => $opt->{scale},
        BATON_TEST_BUILD => $ENV{BATON_TEST_BUILD} // 'plain',
        TOP => $opt->{root}, PYTHONDONTWRITEBYTECODE => '1', %{$test->{env} || {}});
    delete $ENV{PYTHONDONTWRITEBYTECODE} unless $opt->{cpython};
}

sub look_after {
    my ($job) = @_;
    my $now = now();
    my $interrupt = $job->{test}{interrupt};
    if ($interrupt && !$job->{interrupted} && $now >= $job->{started} + $interrupt->[1]) {
        kill $interrupt->[0], $job->{pid};
        $job->{interrupted} = 1;
    }
    if ($now > $job->{deadline} && !$job->{timed_out}) {
        kill -9, $job->{pid};
        $job->{timed_out} = 1;
    }
}

# Judge a finished job.  Returns the test again if it is to run once more.
sub finish {
    my ($opt, $job, $wait_status) = @_;
    my $test = $job->{test};
    my %result = (
        out => slurp("$job->{base}.out"), err => slurp("$job->{base}.err"),
        status => $wait_status & 127 ? 128 + ($wait_status & 127) : $wait_status >> 8,
        seconds => now() - $job->{started}, timed_out => $job->{timed_out});
    kill -9, $job->{pid};    # what it left running in its process group
    system('rm', '-rf', "$job->{base}.tmp");
    unlink map { "$job->{base}.$_" } qw(in out err);

    my @complaints = $result{timed_out}
        ? (sprintf("still running after %.0f s", $result{seconds}), tail('stdout', $result{out}),
            tail('stderr', $result{err}))
        : $test->{check}->(\%result);
    if (@complaints && ref $complaints[0]) {
        report($opt, "$test->{name}: $_->[0]", $_->[1]) for @{$complaints[0]{cases}};
        return;
    }
    if (!@complaints && ($test->{repeat} || 1) > ++$test->{runs}) {
        return $test;
    }
    my $run = $test->{repeat} ? " (run " . ($test->{runs} || 1) . " of $test->{repeat})" : '';
    report($opt, $test->{name} . (@complaints ? $run : ''), @complaints ? join("\n", @complaints) : undef);
    return;
}

sub report {
    my ($opt, $name, $complaint) = @_;
    if (defined $complaint) {
        $failed++;
        $complaint =~ s/\s+\z//;
        $complaint =~ s/^/    /mg;
        print "FAIL $name\n$complaint\n";
    } else {
        $passed++;
        print "ok   $name\n" if $opt->{verbose};
    }
}

# ---- Small tools for the other modules -------------------------------------------------------------

# Wall clock in seconds, monotonic, to the hundredth: what perl-base can tell.
sub now {
    return (POSIX::times())[0] / POSIX::sysconf(POSIX::_SC_CLK_TCK());
}

sub slurp {
    my ($path) = @_;
    open(my $f, '<:raw', $path) or return '';
    local $/;
    return <$f> // '';
}

sub spew {
    my ($path, $text) = @_;
    open(my $f, '>:raw', $path) or die "$path: $!";
    print $f $text;
    close $f or die "$path: $!";
}

# The last lines of a text, under a heading; nothing for an empty text.
sub tail {
    my ($what, $text) = @_;
    return () if $text eq '';
    my @lines = split /\n/, $text;
    my $more = @lines > 20 ? ' (the last 20 lines)' : '';
    splice(@lines, 0, @lines - 20) if @lines > 20;
    return ("$what$more:", map { length > 400 ? "  " . substr($_, 0, 400) . ' ...' : "  $_" } @lines);
}

# A unified diff of two texts as a list of lines; nothing when they are equal.
sub diff {
    my ($what, $expected, $got) = @_;
    return () if $expected eq $got;
    my $dir = tempdir('baton-diff-XXXXXX', TMPDIR => 1);
    spew("$dir/a", $expected);
    spew("$dir/b", $got);
    my @lines = split /\n/, `diff -a -U2 '$dir/a' '$dir/b'`;
    unlink "$dir/a", "$dir/b";
    rmdir $dir;
    splice(@lines, 0, 2);
    splice(@lines, 60, @lines - 60, '...') if @lines > 60;
    return ("$what (- expected, + got):", @lines);
}

# The files under folders of the source tree whose name matches, sorted.
sub files {
    my ($opt, $match, @folders) = @_;
    my (@found, @todo);
    @todo = map { "$opt->{root}/$_" } @folders;
    while (defined(my $dir = shift @todo)) {
        opendir(my $d, $dir) or next;
        for my $entry (sort grep { !/^\./ && $_ ne '__pycache__' } readdir $d) {
            my $path = "$dir/$entry";
            if (-d $path) { push @todo, $path }
            elsif ($entry =~ $match) { push @found, $path }
        }
    }
    return @found;
}

# A path as printed: from the top of the source tree.
sub short {
    my ($opt, $path) = @_;
    return substr($path, length($opt->{root}) + 1);
}

1;
