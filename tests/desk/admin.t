# Administrators at the desk: accounts, the trail, parameters; and an account of one's own.
use strict;
use warnings;
use Test::More;
use Gongkai::Browser qw(run_script);
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(desk => 1);
run_script('admin.mjs', $stack->{desk}, 'Gongkai=Desk=2025');
done_testing();
