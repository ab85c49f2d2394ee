# What is lost is lost: a standby that was behind takes over, and the number of a lost
# change comes again for another one. No cache goes on with what never was.
use strict;
use warnings;
use Test::More;
use Gongkai::Cluster;
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => ['postgres']);
allow_replication($stack);
# Asynchronous: nothing waits for the standby.
my $standby = standby_of($stack, 'b');
my @drafts = drafts($stack, 2);
ok(defined at_last(20, sub {
    ($stack->value('SELECT pg_current_wal_lsn() = replay_lsn FROM pg_stat_replication') || 'f') eq 't' }), 'the standby has the drafts');
connect_to($stack, $stack, $standby);
$stack->start($_) for qw(server nginx);
$stack->wait_ready;

my $list = '/api/v1/reports?year=2024&limit=100';
my @paths = ($list, '/api/v1/changes?limit=200', '/api/v1/departments', '/api/v1/departments/130102-001', '/api/v1/search?q=%E6%95%99%E8%82%B2%E5%B1%80');
my %direct = (base => $stack->{uncached});
my ($receiver) = grep { `ps -o args= -p $_` =~ /walreceiver/ } family($standby->pid('postgres'));
kill 'STOP', $receiver;
my ($status, $said) = $stack->gongkai('publish', $drafts[0]);
is($status, 0, 'a publication is acknowledged that the standby has not') or diag($said);
my $number = $stack->value('SELECT max(number) FROM gongkai.change');
my %known = map { $_ => header($stack->get($_, %direct), 'ETag') } @paths;
my $cached = $stack->get($list)->{content};
like($cached, qr/$drafts[0]/, 'the cache knows it');

lose($stack);
kill 'KILL', $receiver;
promote($standby);
ok(defined at_last(30, sub { (said($standby, 'SELECT pg_is_in_recovery()') // 't') eq 'f' }), 'the standby takes over');
is($standby->value("SELECT count(*) FROM gongkai.publication WHERE report_id = '$drafts[0]'"), '0', 'it is lost');
is($stack->get('/api/v1/changes?limit=200', %direct, headers => { 'If-None-Match' => $known{'/api/v1/changes?limit=200'} })->{status}, 200,
    'the older list is no 304 for who has the newer');
($status, $said) = $stack->gongkai('publish', $drafts[1]);
is($status, 0, 'another publication') or diag($said);
is($standby->value('SELECT max(number) FROM gongkai.change'), $number, 'has the number of the lost one');

for my $path (@paths) {
    my $answer = $stack->get($path, %direct, headers => { 'If-None-Match' => $known{$path} });
    has_status($answer, 200, "$path: what was lost is not confirmed");
    unlike($answer->{content}, qr/$drafts[0]/, '  nor shown') if $path !~ /departments/;
}
$stack->age_cache(4);
ok(defined at_last(20, sub { $stack->get($list)->{content} !~ /$drafts[0]/ }), 'the cache forgets it when it asks again');
is($stack->get($list)->{content}, $stack->get($list, %direct)->{content}, 'and has what is so');
done_testing;
