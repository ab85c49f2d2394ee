# Patroni of Debian over three etcd of Debian: the machine of the leader is lost, with its
# etcd; the other takes over by itself, and the lost one comes back as its standby.
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP qw(decode_json encode_json);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Cluster;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => []);
my ($e1, $e2, $e3, $p1, $p2, $p3, $pg_a, $pg_b, $rest_a, $rest_b) = split ' ', $stack->script('free_ports', 10);
my @etcd = ([$e1, $p1], [$e2, $p2], [$e3, $p3]);
my %node = (a => { pg => $pg_a, rest => $rest_a }, b => { pg => $pg_b, rest => $rest_b });
$node{$_}{at} = $stack->beside($_) for qw(a b);
$node{a}{etcd} = 0;
$node{b}{etcd} = 1;

sub start_etcd {
    my ($nth) = @_;
    my ($client, $peer) = map { "http://127.0.0.1:$_" } @{ $etcd[$nth] };
    # Slow enough for a busy machine.
    $stack->start_program("etcd$nth", '/usr/bin/etcd', '--name', "e$nth", '--data-dir', "$stack->{dir}/run/etcd$nth",
        '--listen-client-urls', $client, '--advertise-client-urls', $client,
        '--listen-peer-urls', $peer, '--initial-advertise-peer-urls', $peer,
        '--initial-cluster', join(',', map { "e$_=http://127.0.0.1:$etcd[$_][1]" } 0 .. 2),
        qw(--initial-cluster-state new --heartbeat-interval 200 --election-timeout 2000 --log-level error --logger zap));
}

# The settings of the manual, with the ports of this test.
my ($manual) = do { local (@ARGV, $/) = 'README.md'; <> } =~ m{^(bootstrap:\n  dcs:\n.*?)^```}ms or die 'the manual has no settings of Patroni';
sub start_patroni {
    my ($name) = @_;
    my $node = $node{$name};
    my $dir = $node->{at}{dir};
    open my $file, '>', "$dir/patroni.yml" or die $!;
    print $file <<"END", $manual;
scope: gongkai
name: $name
restapi:
  listen: 127.0.0.1:$node->{rest}
  connect_address: 127.0.0.1:$node->{rest}
etcd3:
  hosts: 127.0.0.1:$e1,127.0.0.1:$e2,127.0.0.1:$e3
postgresql:
  listen: 127.0.0.1:$node->{pg}
  connect_address: 127.0.0.1:$node->{pg}
  data_dir: $dir/pg
  bin_dir: /usr/lib/postgresql/15/bin
  pgpass: $dir/run/pgpass
  use_unix_socket: true
  authentication:
    superuser: { username: postgres }
    replication: { username: postgres }
  parameters: { unix_socket_directories: $dir/run, fsync: "off" }
  pg_hba:
  - local all all peer map=gongkai
  - local replication all peer map=gongkai
  - host all all 127.0.0.1/32 trust
  - host replication all 127.0.0.1/32 trust
END
    close $file or die $!;
    $stack->script('give', "$dir/patroni.yml");
    $node->{at}->start_program('patroni', '/usr/bin/patroni', "$dir/patroni.yml");
}

# What Patroni says of the cluster: the leader's name, and the states by name.
sub cluster {
    my ($of) = @_;
    my $answer = HTTP::Tiny->new(timeout => 2)->get("http://127.0.0.1:$node{$of}{rest}/cluster");
    my $said = eval { decode_json($answer->{content}) } or return;
    my %role = map { $_->{name} => "$_->{role} $_->{state}" } @{ $said->{members} };
    return \%role;
}

sub postmaster {
    my ($name) = @_;
    open my $file, '<', "$node{$name}{at}{dir}/pg/postmaster.pid" or return;
    my ($pid) = <$file> =~ /^(\d+)$/;
    return $pid;
}

END {
    # PostgreSQL is no child of ours.
    my $status = $?;
    for my $name (keys %node) {
        $node{$name}{at}->stop('patroni') if $node{$name}{at};
        my $pid = postmaster($name);
        kill 'INT', $pid if $pid;
    }
    $? = $status;
}

rename "$stack->{dir}/pg", "$node{a}{at}{dir}/pg" or die $!;
start_etcd($_) for 0 .. 2;
start_patroni('a');
ok(defined at_last(60, sub { ((cluster('a') // {})->{a} // '') =~ /leader running/ }), 'the first machine leads');
start_patroni('b');
ok(defined at_last(60, sub { my $c = cluster('a') // {}; ($c->{b} // '') =~ /sync_standby (?:running|streaming)/ }),
    'the second is its synchronous standby, without a command') or diag explain cluster('a');

connect_to($stack, "127.0.0.1,127.0.0.1 port=$pg_a,$pg_b");
$stack->start($_) for qw(server nginx);
$stack->wait_ready;
my @reports = ($stack->reports)[0 .. 4];
my @paths = ((map { ($_->{links}{self}, $_->{links}{pdf}) } @reports), "/api/v1/reports.csv?department=$reports[0]{department}{code}");
my $publisher = publisher($stack, drafts($stack, 40));
my $direct = readers(2, $stack->{uncached}, @paths);
my $cached = readers(1, $stack->{url}, @paths);
sleep 3;

# Power off: Patroni, PostgreSQL and the etcd of the machine.
my $old = $node{a}{at};
my @lost = (family($old->pid('patroni')), family(postmaster('a')), family($stack->pid('etcd0')));
kill 'KILL', @lost;
my $lost_at = time;
$old->stop('patroni', 'KILL');
$stack->stop('etcd0', 'KILL');
ok(defined at_last(90, sub { ((cluster('b') // {})->{b} // '') =~ /leader running/ }), 'the other leads by itself');
my $led = time - $lost_at;
my %told = publications($publisher, $lost_at);
my %direct = $direct->stop(since => $lost_at);
my %cached = $cached->stop(since => $lost_at);
diag sprintf 'Patroni: leader lost, the other leads after %.1f s, staff writes after %.1f s; %d right, %d wrong, %d refused, %d cut, first right answer after %.0f ms; through the cache %d right, %d not',
    $led, $told{after}[0], @direct{qw(right wrong refused cut)}, 1000 * $direct{first}, @cached{qw(right failed)};
is($direct{wrong} + $cached{wrong}, 0, 'no answer was wrong');
is($cached{failed}, 0, 'through the cache none failed');
cmp_ok($direct{failed}, '<=', 2 * $stack->workers, 'few failed without it');
my $new = $node{b}{at};
my @there = split /\n/, qx(psql -X -At "host=127.0.0.1 port=$pg_b user=postgres dbname=gongkai" -c "SELECT report_id FROM gongkai.publication");
my %there = map { $_ => 1 } @there;
is(join(' ', grep { !$there{$_} } @{ $told{before} }), '', 'nothing that was acknowledged is lost');

# The lost machine starts again.
my $begin = time;
start_etcd(0);
start_patroni('a');
ok(defined at_last(90, sub { ((cluster('b') // {})->{a} // '') =~ /(?:sync_standby|replica) (?:running|streaming)/ }),
    'the lost machine is a standby again, without a command') or diag explain cluster('b');
diag sprintf 'Patroni: the lost leader is a standby again %.1f s after its start', time - $begin;
done_testing;
