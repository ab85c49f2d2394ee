# A primary and its standby. The primary is lost while readers read and staff publishes:
# the standby serves, is promoted, and has all that was acknowledged. Then the machine that
# is asked stands still, and the other is asked.
use strict;
use warnings;
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Cluster;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => ['postgres']);
allow_replication($stack);
my $standby = standby_of($stack, 'b');
settings($stack, "synchronous_standby_names = 'b'");
$stack->value('SELECT pg_reload_conf()');
connect_to($stack, $stack, $standby);
$stack->start($_) for qw(server nginx);
$stack->wait_ready;
ok(defined at_last(20, sub { (said($stack, 'SELECT sync_state FROM pg_stat_replication') // '') eq 'sync' }),
    'the standby is synchronous');

my @reports = ($stack->reports)[0 .. 4];
my @paths = (
    (map { ($_->{links}{self}, $_->{links}{pdf}) } @reports),
    # Lists that the publications below do not touch.
    (map { "/api/v1/$_$reports[0]{department}{code}" } 'reports.csv?department=', 'project-expenditures?department=', 'search?q=%E9%A1%B9%E7%9B%AE&department='),
);
my @drafts = drafts($stack, 61);
my $kept = pop @drafts;

# --- the guard goes to both ---

for my $where ($stack, $standby) {
    my $name = $where == $stack ? 'the primary' : 'the standby';
    open my $busy, '-|', "timeout 60 psql --no-psqlrc --host=$where->{dir}/run --dbname=gongkai --username=gongkai_public"
        . ' -c "SET statement_timeout = 0; SELECT count(*) FROM (SELECT generate_series(1, 100000000000)) AS s" 2>&1' or die;
    ok(defined at_last(10, sub { $where->value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'gongkai_public' AND query LIKE '%generate_series%'") }),
        "a session that has lifted its limits, on $name");
    sleep 0.4;
    my ($status, $said) = $stack->gongkai('--set', 'database_timeout_ms=100', 'guard', '--once');
    is($status, 0, '  the guard looks') or diag($said);
    like($said, qr/ended session \d+ of the public role/, '  and ends it');
    like(do { local $/; <$busy> }, qr/due to administrator command/, '  as it is told itself');
    close $busy;
}

# --- the loss of the primary, while it is written to ---

my $direct = readers(3, $stack->{uncached}, @paths);
my $cached = readers(1, $stack->{url}, @paths);
my $publisher = publisher($stack, @drafts);
my $among = join ', ', map { "'$_'" } @drafts;
at_last(60, sub { $stack->value("SELECT count(*) FROM gongkai.publication WHERE report_id IN ($among)") >= 4 });
sleep 2;
my $lost_at = lose($stack);
sleep 3;
my $promoted_at = time;
promote($standby);
ok(defined at_last(30, sub { (said($standby, 'SELECT pg_is_in_recovery()') // 't') eq 'f' }), 'the standby is the primary now');
# It has no standby of its own yet, so it must not wait for one.
is($standby->value('SHOW synchronous_standby_names'), '', 'and waits for nobody');
sleep 3;
my %direct = $direct->stop(since => $lost_at);
my %cached = $cached->stop(since => $lost_at);
my %told = publications($publisher, $lost_at);
diag sprintf 'primary lost, asked without a cache: %d right, %d wrong, %d refused, %d cut; first right answer after %.0f ms, last failure after %.0f ms',
    @direct{qw(right wrong refused cut)}, 1000 * $direct{first}, 1000 * $direct{last};
diag sprintf 'primary lost, asked through the cache: %d right, %d wrong, %d refused, %d cut', @cached{qw(right wrong refused cut)};
is($direct{wrong} + $cached{wrong}, 0, 'no answer was wrong');
is($cached{failed}, 0, 'through the cache none failed');
cmp_ok($direct{right}, '>', 200, 'many were right');
# Each worker learns it once, at its own cost.
cmp_ok($direct{failed}, '<=', 2 * $stack->workers, 'few failed without it');
cmp_ok($direct{first}, '<', 5, 'and reading goes on');

is(@{ $told{before} } + @{ $told{after} }, @drafts, 'all was published in the end');
cmp_ok(@{ $told{before} }, '>', 1, 'some of it was acknowledged before the loss');
my @missing = grep { $standby->value("SELECT count(*) FROM gongkai.publication WHERE report_id = '$_'") ne '1' } @{ $told{before} };
is("@missing", '', 'and nothing of that is lost');
diag sprintf 'published: %d before the loss, %d of them lost; %d refused; the first after the promotion after %.0f ms',
    scalar @{ $told{before} }, scalar @missing, scalar @{ $told{refused} }, 1000 * ($told{after}[0] + $lost_at - $promoted_at);
cmp_ok(@{ $told{refused} }, '>', 0, 'meanwhile staff was told that it cannot be');
is($standby->value("SELECT count(*) FROM gongkai.change GROUP BY report_id, revision HAVING count(*) > 1"), '', 'nothing was published twice');
is($standby->value('SELECT max(number) - count(*) FROM gongkai.change'), '0', 'the numbers have no gap');

# --- the lost one comes back as a standby of the other, which then stands still ---

allow_replication($standby);
standby_of($standby, 'a', in => $stack);
ok(defined at_last(20, sub { (said($standby, "SELECT state FROM pg_stat_replication") // '') eq 'streaming' }), 'the old primary is a standby');
$direct = readers(3, $stack->{uncached}, @paths);
$cached = readers(1, $stack->{url}, @paths);
sleep 1;
my $frozen_at = freeze($standby);
sleep 6;
%direct = $direct->stop(since => $frozen_at);
%cached = $cached->stop(since => $frozen_at);
thaw($standby);
diag sprintf 'primary stands still, asked without a cache: %d right, %d wrong, %d refused, %d cut; last failure after %.0f ms, slowest answer %.0f ms',
    @direct{qw(right wrong refused cut)}, 1000 * $direct{last}, 1000 * $direct{slowest};
is($direct{wrong} + $cached{wrong}, 0, 'no answer was wrong');
is($cached{failed}, 0, 'through the cache none failed');
cmp_ok($direct{failed}, '<=', 2 * $stack->workers, 'without it, each worker has waited once');
cmp_ok($direct{right}, '>', 200, 'then the other machine was asked');

# --- staff that names the standby alone is told what to set ---

my $alone = "host=$stack->{dir}/run dbname=gongkai";
for my $command (['publish', $kept], ['withdraw', $drafts[0], '--reason', 'x'], ['import', "$stack->{dir}/draft-0.json"], ['migrate']) {
    my ($status, $said) = $stack->gongkai('--set', "staff_database=$alone user=gongkai_staff",
        '--set', "owner_database=$alone user=gongkai_owner", @$command);
    isnt($status, 0, "$command->[0] on a standby fails");
    like($said, qr/备库.*target_session_attrs=read-write/s, 'and says what to set');
}
done_testing;
