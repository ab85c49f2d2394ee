# Commands, workers and PostgreSQL are killed at random moments of imports, publications and
# withdrawals: all or nothing of each is there, and the log goes on. GONGKAI_KILLS is how
# often, GONGKAI_SEED which ones.
use strict;
use warnings;
use Gongkai::Fault;
use Gongkai::Kills qw(kills);
use Gongkai::Stack;

my $times = $ENV{GONGKAI_KILLS} || 500;
my $stack = Gongkai::Stack->new;
my @keys = ('--set', "log_key=$stack->{dir}/log.pem");
$stack->gongkai('key', '--new', "$stack->{dir}/log.pem");
my ($count, @faults) = kills($stack, $times, $ENV{GONGKAI_SEED} || 1, @keys);
print STDERR map { "# $_\n" } @faults;
tell("kill -9 in imports, publications and withdrawals",
    sprintf('%d faults after %d kills (%s)', scalar @faults, $times, join ', ', map { "$count->{$_} $_" } sort keys %$count),
    !@faults);
