# Both workers are killed every 250 ms: the machine is repaired as fast as it breaks.
use strict;
use warnings;
use Time::HiRes qw(sleep);
use Gongkai::Fault;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my ($report) = $stack->reports;
my $path = $report->{links}{self};
my ($before) = rate($stack, $path, 4, 5);
my $pid = fork // die "fork: $!";
if (!$pid) {
    while (1) {
        my @workers = $stack->workers;
        kill 'KILL', @workers[0 .. ($#workers < 1 ? $#workers : 1)];
        sleep 0.25;
    }
}
my ($rate, $slowest, $bad) = rate($stack, $path, 4, 10);
kill 'KILL', $pid;
waitpid $pid, 0;
tell('two workers killed every 250 ms, four clients',
    sprintf('%.0f requests/s of %.0f, the slowest %.2f s, %d refused', $rate, $before, $slowest, $bad),
    $slowest < 2 && $rate > $before / 20);
