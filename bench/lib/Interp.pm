# An interpreter: its command, and how a program is run by it.
package Interp;
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename);
use POSIX ();

# The interpreter that --interp's NAME=CMD describes.
sub parse {
    my ($text) = @_;
    my ($name, $command) = $text =~ /^([^=]+)=(.*\S.*)$/
        or die "bench/run: --interp $text: NAME=CMD expected\n";
    return make($name, split ' ', $command);
}

sub make {
    my ($name, @command) = @_;
    my $kind = "$name $command[0]" =~ /lua[^\/]*$/ ? 'lua' : 'py';
    return bless {name => $name, command => \@command, kind => $kind}, __PACKAGE__;
}

# The interpreters found in PATH that are not among KNOWN already.
sub installed {
    my (@known) = @_;
    my %seen = map { (abs_path($_->{command}[0]) // $_->{command}[0]) => 1 } @known;
    my @found;
    for my $name ('python3.13', 'python3', 'pypy3', 'micropython') {
        my $path = in_path($name) or next;
        # What is in PATH may be a script that starts the real one.
        my $real = $name eq 'micropython' ? $path : `$path -c 'import sys; print(sys.executable)' 2>/dev/null`;
        chomp $real;
        next if $real eq '' || $seen{abs_path($real)}++;
        push @found, make($name =~ /^python/ ? version($real) : $name, $real);
    }
    my ($lua) = grep { defined } map { in_path($_) } 'lua5.4', 'lua';
    push @found, make(basename($lua), $lua) if defined $lua;
    if (my $luajit = in_path('luajit')) {
        push @found, make('luajit-joff', $luajit, '-joff'), make('luajit', $luajit);
    }
    my %taken = map { $_->{name} => 1 } @known;
    return grep { !$taken{$_->{name}}++ } @found;
}

sub in_path {
    my ($name) = @_;
    my ($found) = grep { -f && -x } map { "$_/$name" } split /:/, $ENV{PATH};
    return $found;
}

sub version {
    my ($python) = @_;
    my $version = `'$python' -c 'import sys; print("cpython%d.%d" % sys.version_info[:2])'`;
    chomp $version;
    return $version;
}

# The command that runs PROGRAM here, or nothing if there is no such file for this interpreter.
sub command {
    my ($self, $program, $opt, @arguments) = @_;
    my $file = $program->{files}{$self->{kind}} or return;
    return ((defined $opt->{pin} ? ('taskset', '-c', $opt->{pin}) : ()),
        @{$self->{command}}, $file, @arguments);
}

# Runs PROGRAM once under MEASURE: {cpu, wall, peak, figures => {NAME => [VALUE, UNIT]}} in seconds and
# KiB, or {failure => why}, where `none` means that there is no such program for this interpreter.
sub run {
    my ($self, $program, $measure, $opt) = @_;
    my @command = command($self, $program, $opt) or return {failure => 'none'};
    my ($out, $err) = map { "/tmp/bench-$$.$_" } 'out', 'err';
    open(my $pipe, '-|', $measure, '-n', $program->{batch}, '-t', $opt->{timeout}, $out, $err, @command)
        or die "bench/run: $measure: $!\n";
    my ($status, $user, $sys, $wall, $peak) = split ' ', <$pipe> // 'killed';
    close $pipe;
    my ($said, $complaint) = (slurp($out), slurp($err));
    unlink $out, $err;
    return {failure => why($status, $complaint)} if $status ne '0';
    my %figures;
    $figures{$1} = [$2, $3] while $said =~ /^figure (\S+) ([-+.0-9eE]+) (\S+)$/mg;
    my $n = $program->{batch};
    return {cpu => ($user + $sys) / $n, wall => $wall / $n, peak => $peak, figures => \%figures};
}

# Runs PROGRAM once at its small size: undef if that went well, else the reason.
sub check {
    my ($self, $program, $opt) = @_;
    my @small = defined $program->{small} ? ($program->{small}) : ();
    my @command = command($self, $program, $opt, @small) or return 'none';
    my $err = "/tmp/bench-$$.err";
    my $pid = fork() // die "bench/run: fork: $!\n";
    if ($pid == 0) {
        open(STDOUT, '>', '/dev/null');
        open(STDERR, '>', $err);
        exec { $command[0] } @command or POSIX::_exit(127);
    }
    waitpid($pid, 0);
    my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
    my $complaint = slurp($err);
    unlink $err;
    return $status == 0 ? undef : why($status, $complaint);
}

# Why a run failed, in a few words: a missing feature is told from an error.
sub why {
    my ($status, $complaint) = @_;
    return 'timeout' if $status eq 'timeout';
    my ($last) = $complaint =~ /([^\n]+)\n*\z/;
    $last //= "exit status $status";
    my $missing = $last =~ /^(?:SyntaxError|ImportError|ModuleNotFoundError|NotImplementedError)\b/;
    return ($missing ? 'unsupported: ' : 'failed: ') . $last;
}

sub slurp {
    my ($path) = @_;
    open(my $in, '<', $path) or return '';
    local $/;
    return <$in> // '';
}

1;
