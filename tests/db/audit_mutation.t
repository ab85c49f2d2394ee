# Whether a case of the rules notices each comparison, bound and rounding when it is changed.
use strict;
use warnings;
use Test::More;

my @told = split /\n/, qx(tests/audit/mutate);
like($told[-1] // 'nothing', qr/^[5-9]\d\d changes/, pop(@told) // 'it runs');
is(join("\n", @told), '', 'no change goes unnoticed');
done_testing;
