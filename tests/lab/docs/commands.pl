# commands.pl [--update] BATON TOP PAGE...: run the commands that the pages quote and compare what they
# print; --update writes what they print into the pages.
#
# A block that begins with ```console has commands (`$ baton ...', run by sh in TOP) with all that
# they write under them, stdout and stderr.  A line `...' stands for any lines.  ```console wall: the
# figures of the column `wall ms' are not compared.  A command may end in `| head -N' or the like.
# The lines under `$ baton debug ...' that begin with `(baton) ' are typed there; a block that begins
# with such a line goes on with the session of the block before.
# A line (`baton ... --trace X.svg ...') under a picture says how docs/images/X.svg was made: so it is
# made again.
use strict;
use warnings;
use Cwd qw(getcwd);

my $update = @ARGV && $ARGV[0] eq '--update' ? shift : undef;
my ($baton, $top, @pages) = @ARGV;
my $folder = getcwd();
mkdir "$folder/bin";
symlink $baton, "$folder/bin/baton" or die "bin/baton: $!";
$ENV{PATH} = "$folder/bin:$ENV{PATH}";
$ENV{BATON_SWITCH} = $ENV{BATON_SUBSTRATE} = '';
delete @ENV{qw(BATON_SWITCH BATON_SUBSTRATE)};
chdir $top or die "$top: $!";
my $prompt = qr/^\(baton(?: past)?\) ?/;

for my $page (@pages) {
    my ($block, $options, @lines, @runs);    # a run: {command, options, text, parts => where in @lines}
    open my $in, '<', $page or die "$page: $!";
    while (<$in>) {
        picture($page, $1, $2) if /^\(`(baton .*--trace (\S+\.svg) .*)`\)$/;
        if (!$block) {
            ($block, $options) = (1, $1) if /^```console\b ?(.*)$/;
            push @lines, $_;
            next;
        }
        if (/^```/) {
            $block = 0;
            push @lines, $_;
        } elsif (/^\$ (.*)$/) {
            push @lines, $_, '';
            push @runs, {command => $1, options => $options, text => [], parts => [$#lines]};
        } else {
            my $run = $runs[-1];
            my $at = $#lines;
            if ($lines[$at] =~ /^```console/) {
                push @lines, '';
                push @{$run->{parts}}, $#lines;
            }
            $lines[-1] .= $_;
            push @{$run->{text}}, $_;
        }
    }
    close $in;
    for my $run (@runs) {
        my @got = execute($run);
        $update ? fill(\@lines, $run, @got) : compare($page, $run, @got);
    }
    next unless $update;
    open my $out, '>', $page or die "$page: $!";
    print $out @lines;
}

sub execute {
    my ($run) = @_;
    my $line = $run->{command};
    $line =~ s/\s+#.*//;
    my $typed = "$folder/typed";
    open my $out, '>', $typed or die "$typed: $!";
    print $out map { /$prompt(.*)/ ? "$1\n" : () } @{$run->{text}};
    close $out;
    return split /^/, `{ $line; } 2>&1 <'$typed'`;
}

sub compare {
    my ($page, $run, @got) = @_;
    my @expected = @{$run->{text}};
    if ($run->{options} =~ /\bwall\b/) {
        masked($_) for \@got, \@expected;
    }
    my $pattern = join '', map { $_ eq "...\n" ? '(?:.*\n)*' : quotemeta } @expected;
    my $ok = join('', @got) =~ /\A$pattern\z/;
    print $ok ? 'ok' : 'not ok', " - $page: $run->{command}\n";
    print map({ "# -$_" } @expected), map({ "# +$_" } @got) unless $ok;
}

# What came out, into the blocks of the page: each has as many prompts as before.
sub fill {
    my ($lines, $run, @got) = @_;
    return if grep { $_ eq "...\n" } @{$run->{text}};
    my @parts = @{$run->{parts}};
    for my $part (@parts) {
        my $prompts = () = $lines->[$part] =~ /^\(baton(?: past)?\) ?/mg;
        my $last = $part == $parts[-1];
        my $text = '';
        while (@got) {
            last if !$last && $got[0] =~ $prompt && $prompts-- == 0;
            $text .= shift @got;
        }
        $lines->[$part] = $text;
    }
}

sub picture {
    my ($page, $command, $name) = @_;
    my $line = $command;
    $line =~ s/\Q$name\E/'$folder\/$name'/;
    system "$line >/dev/null 2>&1 </dev/null";
    my $same = system('cmp', '-s', "docs/images/$name", "$folder/$name") == 0;
    print $same ? 'ok' : 'not ok', " - $page: $command\n";
    print "# it differs from docs/images/$name: make that anew if the drawing has changed\n" unless $same;
}

# The column `wall ms' of a table becomes `*', and its spaces one.
sub masked {
    my ($lines) = @_;
    my $column;
    for (@$lines) {
        s/([\d.,]+) ± [\d.,]+/$1/;
        my @words = split ' ', $_;
        if (/\bwall ms\b/) {
            ($column) = grep { $words[$_] eq 'wall' } 0 .. $#words;
            $_ = "@words\n";
        } elsif (defined $column && @words > $column && $words[$column] =~ /^[\d.,]+$/) {
            $words[$column] = '*';
            $_ = "@words\n";
        }
    }
}
