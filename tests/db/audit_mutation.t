# Whether the cases of the rules notice each comparison, bound and rounding that is changed.
# What is changed without a difference to anybody stands in tests/audit/survivors, with why.
use strict;
use warnings;
use Test::More;

my @told = split /\n/, qx(tests/audit/mutate);
my ($count) = $told[-1] =~ /^(\d+) changes/;
cmp_ok($count // 0, '>', 500, pop(@told) // 'it ran');
# Lines move; what stands in them is their name.
s/^\S+?([\w.]+):\d+: /$1: / for @told;
open my $file, '<', 'tests/audit/survivors' or die $!;
my %known = map { s/\s*#.*//r => 1 } grep { /\S/ && !/^#/ } split /\n/, do { local $/; <$file> };
is(join("\n", grep { !$known{$_} } @told), '', 'each change is noticed, but for those that make no difference');
done_testing;
