# commands.pl BATON TOP PAGE...: run the commands that the pages quote and compare what they print.
#
# A block that begins with ```console has commands (`$ baton ...', run by sh in TOP) with all that
# they write under them, stdout and stderr.  A line `...' stands for any lines.  ```console wall: the
# figures of the column `wall ms' are not compared.  A command may end in `| head -N' or the like.
# A line (`baton ... --trace X.svg ...') under a picture says how docs/images/X.svg was made: so it is
# made again.
use strict;
use warnings;
use Cwd qw(getcwd);

my ($baton, $top, @pages) = @ARGV;
my $folder = getcwd();
mkdir "$folder/bin";
symlink $baton, "$folder/bin/baton" or die "bin/baton: $!";
$ENV{PATH} = "$folder/bin:$ENV{PATH}";
$ENV{BATON_SWITCH} = $ENV{BATON_SUBSTRATE} = '';
delete @ENV{qw(BATON_SWITCH BATON_SUBSTRATE)};
chdir $top or die "$top: $!";

for my $page (@pages) {
    my ($block, $options, $command, @text);
    open my $in, '<', $page or die "$page: $!";
    while (<$in>) {
        picture($page, $1, $2) if /^\(`(baton .*--trace (\S+\.svg) .*)`\)$/;
        if (!$block) {
            ($block, $options) = (1, $1) if /^```console\b ?(.*)$/;
            next;
        }
        if (/^```/ || /^\$ /) {
            compare($page, $options, $command, @text) if defined $command;
            ($command, @text) = ();
            $block = 0 if /^```/;
            $command = $1 if /^\$ (.*)$/;
            next;
        }
        push @text, $_;
    }
}

sub compare {
    my ($page, $options, $command, @expected) = @_;
    my $line = $command;
    $line =~ s/\s+#.*//;
    my $got = `{ $line; } 2>&1 </dev/null`;
    my @got = split /^/, $got;
    if ($options =~ /\bwall\b/) {
        masked($_) for \@got, \@expected;
    }
    my $pattern = join '', map { $_ eq "...\n" ? '(?:.*\n)*' : quotemeta } @expected;
    my $ok = join('', @got) =~ /\A$pattern\z/;
    print $ok ? 'ok' : 'not ok', " - $page: $command\n";
    print map({ "# -$_" } @expected), map({ "# +$_" } @got) unless $ok;
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
