#!/usr/bin/env perl
# The manual says what the program has: every setting, every command, in both
# languages.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Test::More;
use Gongkai::Lint;

my %setting = map { /^\s*(?:STRING|INT)\((\w+), / ? ($1 => 1) : () } lines('cgi/base/config.c');
ok(%setting, 'the table of settings is found');

my %shape;
for my $path (qw(README.md README.zh-CN.md)) {
    my $text = slurp($path);
    my ($table) = $text =~ /<!-- settings -->\n(.*?)<!-- end -->/s;
    my %told = map { /^\| `(\w+)` \|/ ? ($1 => 1) : () } split /\n/, $table // '';
    none("$path: every setting is in the table", grep { !$told{$_} } sort keys %setting);
    none("$path: no setting that is gone", grep { !$setting{$_} } sort keys %told);
    like($text, qr{\A# [^\n]+\n(?:(?!\n#).){0,1200}\./dev up\b.*\./dev test\b}s, "$path: the two commands stand at the top");

    # The siblings have the same build: headings by level, and the same commands.
    my $fences = 0;
    my @shape;
    for (split /\n/, $text) {
        $fences++ if /^\s*```/;
        if ($fences % 2) {
            # Commands, without remarks; drawings are not ASCII.
            s/\s+# .*//;
            push @shape, $_ if !/[^\x20-\x7e]/;
        } elsif (/^(#+) /) {
            push @shape, $1;
        }
    }
    $shape{$path} = join "\n", @shape;
}
is($shape{'README.zh-CN.md'}, $shape{'README.md'}, 'both languages have the same chapters and commands');

# Files that the manual names exist.
my @lost;
for my $path (qw(README.md README.zh-CN.md CONTRIBUTING.md)) {
    my $text = slurp($path);
    while ($text =~ /\]\(([\w.\/-]+)\)/g) {
        push @lost, "$path: $1" unless -e $1;
    }
}
none('links lead to files', @lost);
done_testing;
