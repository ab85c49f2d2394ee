package Gongkai::Browser;

# Scripts of tests/desk, which drive the pages of the desk in a real browser and print TAP.

use strict;
use warnings;
use Exporter qw(import);
use Test::More;
use Gongkai::Npm qw(npm_folder);

our @EXPORT_OK = qw(run_script);

# Run a script with arguments as tests of this one.
sub run_script {
    my ($name, @arguments) = @_;
    my $folder = npm_folder('tests/desk');
    open my $node, '-|', 'node', "$folder/$name", @arguments or die "node: $!";
    my ($planned, $failed) = (0, 0);
    while (<$node>) {
        chomp;
        if (/^(not )?ok \d+ - (.*)/) {
            $failed = !ok(!$1, $2);
        } elsif (/^# (.*)/) {
            $failed ? diag($1) : note($1);
        } elsif (/^1\.\.\d+$/) {
            $planned = 1;
        }
    }
    close $node;
    ok($planned && $? == 0, "$name came to its end");
    return;
}

1;
