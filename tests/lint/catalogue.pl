#!/usr/bin/env perl
# The table of commands tells the options that the commands read, and no others.
use strict;
use warnings;
use lib 'tests/lib';
use Test::More;
use Gongkai::Lint;

my $build = $ENV{GONGKAI_BUILD} || 'build';
my %file = slurp('cgi/command/catalogue.c') =~ /\{ \.name = "([\w-]+)".*?\.run = (\w+)_run/gs;
ok(%file, 'the table of commands is found');
for my $command (sort keys %file) {
    my $stem = "cgi/command/$file{$command}";
    my @source = map { slurp($_) } grep { -e } "$stem.c";
    push @source, slurp('cgi/command/selection.h') if grep { /SELECTION_OPTIONS/ } @source;
    my %read = map { $_ => 1 } map { /(?:strcmp\(argv\[i\], |\{[\s\\]*)"(-[\w-]+)"(?:\)|, (?:&|NULL))/g } @source;
    my %told = map { /^  (-[\w-]+)/ ? ($1 => 1) : () } split /\n/, qx($build/gongkai --help $command);
    is(join(' ', sort keys %told), join(' ', sort keys %read), "$command: the options that it reads");
}
done_testing;
