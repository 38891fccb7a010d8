# The programs of the benchmark suite: found by folder, with what their heads say of them.
package Program;
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);

# The programs at PATHS (files and folders) whose names match FILTER, each as
# {name, group, kind, files => {py, lua}, small, batch, wall}.
sub find {
    my ($filter, @paths) = @_;
    my @found;
    for my $path (@paths) {
        my @files = -d $path ? sort glob("\Q$path\E/*.py") : ($path);
        for my $file (@files) {
            die "bench/run: $file: not found\n" unless -e $file;
            my $program = read_head(abs_path($file));
            push @found, $program if !defined $filter || $program->{name} =~ /$filter/;
        }
    }
    return @found;
}

sub read_head {
    my ($file) = @_;
    my $program = {
        name => basename($file, '.py', '.lua'),
        group => basename(dirname($file)),
        batch => 1,
        files => {},
    };
    open(my $in, '<', $file) or die "bench/run: $file: $!\n";
    while (<$in>) {
        last unless /^#/;
        $program->{small} = $1 if /^# small: (\d+)/;
        $program->{kind} = $1 if /^# kind: (.*\S)/;
        $program->{batch} = $1 if /^# batch: (\d+)/;
        $program->{wall} = 1 if /^# measure: wall\b/;
    }
    close $in;
    (my $base = $file) =~ s/\.(?:py|lua)$//;
    for my $kind ('py', 'lua') {
        $program->{files}{$kind} = "$base.$kind" if -e "$base.$kind";
    }
    return $program;
}

1;
