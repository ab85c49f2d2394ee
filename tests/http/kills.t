# `kill -9` of commands, workers and PostgreSQL in an import, a publication, a withdrawal:
# never half a revision, a gap or a fork in the log, or a code without its entry. Twelve
# here; `./dev fault proof` does five hundred.
use strict;
use warnings;
use Test::More;
use Gongkai::Kills qw(kills);
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my @keys = ('--set', "log_key=$stack->{dir}/log.pem");
is(($stack->gongkai('key', '--new', "$stack->{dir}/log.pem"))[0], 0, 'a key');
my ($count, @faults) = kills($stack, 12, $ENV{GONGKAI_SEED} || 1, @keys);
is(join("\n", @faults), '', 'all or nothing, ' . join ', ', map { "$count->{$_} $_" } sort keys %$count);
done_testing;
