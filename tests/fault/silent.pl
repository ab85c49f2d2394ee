# Peers of the FastCGI socket that say nothing, half a request, or a byte at a time.
use strict;
use warnings;
use Time::HiRes qw(sleep);
use Gongkai::Fault;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my ($report) = $stack->reports;
my $path = $report->{links}{self};
my ($before) = rate($stack, $path, 4, 5);
my $begin = pack('CCnnCx', 1, 1, 1, 8, 0) . pack('nCx5', 1, 0) . pack('CCnnCx', 1, 4, 1, 4000, 0);
my $pid = fork // die "fork: $!";
if (!$pid) {
    local $SIG{PIPE} = 'IGNORE';
    my @peers = map { peer($stack, ('', $begin, substr $begin, 0, 5)[$_ % 3]) } 1 .. 200;
    while (1) {
        sleep 0.1;
        # Who was left comes again.
        for (@peers) { $_ = peer($stack, '') if !defined syswrite $_, 'x' }
    }
}
sleep 1;
my ($rate, $slowest, $bad) = rate($stack, $path, 4, 8);
kill 'KILL', $pid;
waitpid $pid, 0;
tell('200 peers that say nothing, half, or a byte at a time',
    sprintf('%.0f requests/s of %.0f, the slowest %.2f s, %d refused', $rate, $before, $slowest, $bad),
    $rate > $before / 2 && $bad == 0);
