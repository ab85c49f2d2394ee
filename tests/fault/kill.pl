# A worker is killed every 100 ms while six clients read gzip: an answer is whole or
# HTTP says that it is not.
use strict;
use warnings;
use Time::HiRes qw(sleep);
use Gongkai::Fault;
use Gongkai::Stack;
use Gongkai::Whole qw(hammer);

my $stack = Gongkai::Stack->new;
my $kills = 0;
my %count = hammer(
    base => $stack->{uncached}, clients => 6, requests => 5000, seconds => 100,
    paths => ['/api/v1/openapi.json', '/api/v1/indicators?limit=200', '/api/v1/reports.csv'],
    headers => { 'Accept-Encoding' => 'gzip' },
    meanwhile => sub {
        sleep 0.1;
        my @workers = $stack->workers;
        $kills += kill 'KILL', $workers[rand @workers] if @workers;
    },
);
my $all = $count{whole} + $count{short} + $count{cut} + $count{refused};
tell('a worker killed every 100 ms, six gzip clients',
    sprintf('%d short of %d; %d cut, %d refused, the slowest of these %.1f s; %d kills', $count{short}, $all,
        $count{cut}, $count{refused}, $count{slowest}, $kills),
    $count{short} == 0 && $count{slowest} < 5 && $kills > 20 && $count{whole} > 500);
