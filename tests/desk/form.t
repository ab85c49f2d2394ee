# The form on the screen: every form of tests/fixture, filled in by keyboard and by blocks.
use strict;
use warnings;
use Test::More;
use Gongkai::Browser qw(run_script);
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(desk => 1);
run_script('modules.mjs', $stack->{desk});
run_script('form.mjs', $stack->{desk}, 'editor-522700', 'Gongkai=Desk=2025', grep { !/SET|M1-7/ } glob 'tests/fixture/[A-Z]*.json');
done_testing();
