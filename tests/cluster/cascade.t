# A replica of a replica, for a region: how far it is behind, what readers of it are told
# while it is, and that it follows when the standby before it is promoted.
use strict;
use warnings;
use JSON::PP qw(decode_json);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Cluster;
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => ['postgres']);
allow_replication($stack);
my $standby = standby_of($stack, 'b');
my $region = standby_of($standby, 'c');
# The region's machine reads its own replica; staff writes to whoever can be written.
connect_to($stack, $region, $standby, $stack);
$stack->start($_) for qw(server nginx);
$stack->wait_ready;
my @drafts = drafts($stack, 6);
my %direct = (base => $stack->{uncached});
my $last = 'SELECT max(number) FROM gongkai.change';

sub answer { return $stack->get($_[0], %direct, @_[1 .. $#_]) }
sub public { my ($id) = @_; return $stack->gongkai('publish', $id) }
sub level { return at_last(20, sub { (said($region, $last) // '') eq (said($_[0], $last) // '?') }) }

# --- how far behind ---

my @lag;
for my $id (@drafts[0, 1]) {
    my ($status, $said) = public($id);
    is($status, 0, "$id is published") or diag($said);
    push @lag, at_last(10, sub { $region->value("SELECT count(*) FROM gongkai.publication WHERE report_id = '$id'") eq '1' }) // 99;
}
diag sprintf 'cascade: two standbys on, a publication is seen %.0f and %.0f ms after the command has ended', map { 1000 * $_ } @lag;
cmp_ok($_, '<', 5, 'a publication comes through') for @lag;

# --- an older replica ---

my @lists = ('/api/v1/reports?year=2024', '/api/v1/changes?limit=200', '/api/v1/departments/130102-001', '/api/v1/search?q=%E6%95%99%E8%82%B2%E5%B1%80',
    '/api/v1/project-expenditures?year=2024', '/api/v1/reports.csv?year=2024');
my %old = map { $_ => answer($_) } @lists;
$region->value('SELECT pg_wal_replay_pause()');
is((public($drafts[2]))[0], 0, 'something is published that the region has not');
is($region->value("SELECT count(*) FROM gongkai.publication WHERE report_id = '$drafts[2]'"), '0', 'really not');

# What a reader brings who was elsewhere before: the same program over the primary.
my %new;
my $regional = do { local (@ARGV, $/) = "$stack->{dir}/gongkai.conf"; <> };
connect_to($stack, $stack);
$stack->signal('server', 'HUP');
ok(defined at_last(30, sub { answer('/api/v1/changes?limit=200')->{content} =~ /$drafts[2]/ }), 'the primary shows it');
sleep 1;
$new{$_} = answer($_) for @lists;
my $since = decode_json($new{'/api/v1/changes?limit=200'}{content})->{next};
my $next = decode_json(answer('/api/v1/reports?year=2024&limit=2')->{content})->{next};
connect_to($stack, $region);
$stack->signal('server', 'HUP');
ok(defined at_last(30, sub { answer('/api/v1/changes?limit=200')->{content} !~ /$drafts[2]/ }), 'the region does not');
sleep 1;

for my $path (@lists) {
    isnt(header($new{$path}, 'ETag'), header($old{$path}, 'ETag'), "$path: older and newer differ by their ETag");
    my $answer = answer($path, headers => { 'If-None-Match' => header($new{$path}, 'ETag') });
    has_status($answer, 200, '  who has the newer is not told that it is current');
    is($answer->{content}, $old{$path}{content}, '  but given the older');
    is(header($answer, 'ETag'), header($old{$path}, 'ETag'), '  by its own name');
    like(header($answer, 'Cache-Control'), qr/\bmax-age=2\b/, '  for two seconds');
    has_status(answer($path, headers => { 'If-None-Match' => header($old{$path}, 'ETag') }), 304, '  who has the older is told so');
}
my $page = decode_json(answer("/api/v1/changes?since=$since")->{content});
is_deeply([$page->{items}, $page->{next}], [[], $since], 'who has seen more changes waits where he is');
has_status(answer("/api/v1/reports?year=2024&limit=2&cursor=$next"), 200, 'a cursor from elsewhere is good');
my $missing = answer("/api/v1/reports/$drafts[2]");
is_problem($missing, 404, 'a report that has not come is not found');
like(header($missing, 'Cache-Control'), qr/no-store/, 'which no cache keeps');
$region->value('SELECT pg_wal_replay_resume()');
ok(defined at_last(20, sub { answer("/api/v1/reports/$drafts[2]")->{status} == 200 }), 'then it comes');
is(answer($_, headers => { 'If-None-Match' => header($new{$_}, 'ETag') })->{status}, 304, "$_: and the newer is current") for @lists;

# --- the standby before it is promoted ---

connect_to($stack, $region, $standby, $stack);
$stack->signal('server', 'HUP');
sleep 2;
my @paths = map { ($_->{links}{self}, $_->{links}{pdf}) } ($stack->reports)[0 .. 3];
my $readers = readers(2, $stack->{uncached}, @paths);
my $lost_at = lose($stack);
promote($standby);
ok(defined at_last(30, sub { (said($standby, 'SELECT pg_is_in_recovery()') // 't') eq 'f' }), 'the standby is the primary');
my ($status, $said) = public($drafts[3]);
is($status, 0, 'staff writes to it') or diag($said);
my $seen = at_last(30, sub { $region->value("SELECT count(*) FROM gongkai.publication WHERE report_id = '$drafts[3]'") eq '1' });
my %seen = $readers->stop(since => $lost_at);
ok(defined $seen, 'the region follows by itself') and diag sprintf
    'cascade: the standby before it promoted, %d right, %d wrong, %d refused, %d cut; what is published then is seen %.1f s after the loss',
    @seen{qw(right wrong refused cut)}, time - $lost_at;
is($seen{wrong} + $seen{failed}, 0, 'readers there notice nothing');
done_testing;
