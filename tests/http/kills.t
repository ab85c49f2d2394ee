# `kill -9` of commands, workers and PostgreSQL in an import, a publication, a withdrawal:
# never half a revision, a gap or a fork in the log, or a code without its entry. Twelve
# here; `./dev fault proof` does five hundred.
use strict;
use warnings;
use Test::More;
use Gongkai::Kills qw(begin kills);
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my @keys = ('--set', "log_key=$stack->{dir}/log.pem");
is(($stack->gongkai('key', '--new', "$stack->{dir}/log.pem"))[0], 0, 'a key');
my ($count, @faults) = kills($stack, 12, $ENV{GONGKAI_SEED} || 1, @keys);
is(join("\n", @faults), '', 'all or nothing, ' . join ', ', map { "$count->{$_} $_" } sort keys %$count);
# Two who publish at once, and a migration: each waits for the others, and all is done.
my @ids = map { $_->{id} } ($stack->reports)[0, 5];
for my $round (1 .. 2) {
    $stack->value("UPDATE gongkai.report SET filled_on = filled_on - $round WHERE id = '$_'") for @ids;
    $stack->approve(@ids);
    my @pids = map { (begin($stack, @$_))[0] } map({ [@keys, 'publish', $_] } @ids), ['migrate'];
    my @failed = grep { waitpid $_, 0; $? } @pids;
    is(scalar(@failed), 0, 'two publications and a migration at once');
}
my ($status, $said) = $stack->gongkai('verify', '--quick');
is($status, 0, 'and all is whole') or diag($said);
done_testing;
