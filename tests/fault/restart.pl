# PostgreSQL is stopped every few seconds while six clients read, in turns in good order
# and at once, which leaves it to recover: an answer is right or none, and the first right
# one comes soon after PostgreSQL is there again.
use strict;
use warnings;
use List::Util qw(max);
use Time::HiRes qw(sleep time);
use Gongkai::Fault;
use Gongkai::Stack qw(eventually);
use Gongkai::Whole qw(hammer);

my $stack = Gongkai::Stack->new;
my ($report) = $stack->reports;
my ($path, $list) = ($report->{links}{self}, '/api/v1/reports?limit=25');
my ($restarts, $late) = (0, 0);
my %count = hammer(
    base => $stack->{uncached}, clients => 6, requests => 1_000_000, seconds => 45, paths => [$path, $list],
    meanwhile => sub {
        sleep 2;
        # INT: running statements are ended, and all is written; QUIT: nothing is.
        $stack->stop('postgres', $restarts++ % 2 ? 'QUIT' : 'INT');
        sleep 0.5;
        $stack->start('postgres');
        my $begin = time;
        eventually(sub { $stack->get($path, base => $stack->{uncached})->{status} == 200 });
        $late = max($late, time - $begin);
    },
);
my $all = $count{whole} + $count{short} + $count{cut} + $count{refused};
tell('PostgreSQL stopped every few seconds, fast and immediate, six clients',
    sprintf('%d wrong of %d; %d refused, %d cut, the slowest of these %.1f s; the first right one %.2f s after; %d restarts',
        $count{short}, $all, $count{refused}, $count{cut}, $count{slowest}, $late, $restarts),
    $count{short} == 0 && $count{cut} == 0 && $count{slowest} < 3 && $late < 2 && $restarts >= 4 && $count{refused} && $count{whole} > 500);
