# PgBouncer of Debian between the server and PostgreSQL, with the settings of the manual:
# it is restarted, PostgreSQL is restarted behind it, and it is turned to another machine,
# while readers read and staff publishes.
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
my $bouncer = $stack->beside('bouncer');

my ($settings) = do { local (@ARGV, $/) = 'README.md'; <> } =~ m{^(\[databases\]\n.*?)^```}ms or die 'the manual has no settings of PgBouncer';
sub configure_bouncer {
    my ($behind) = @_;
    my $text = $settings =~ s{/var/run/postgresql}{$behind->{dir}/run}r;
    open my $file, '>', "$bouncer->{dir}/pgbouncer.ini" or die $!;
    # Who may connect is a matter of the machine: here all that reach the socket.
    print $file $text, "auth_type = trust\nauth_file = $bouncer->{dir}/users\nunix_socket_dir = $bouncer->{dir}/run\nlisten_addr =\nlisten_port = 5432\n";
    close $file or die $!;
    open $file, '>', "$bouncer->{dir}/users" or die $!;
    print $file map { qq("$_" ""\n) } qw(gongkai_public gongkai_staff gongkai_owner);
    close $file or die $!;
    $stack->script('give', "$bouncer->{dir}/pgbouncer.ini", "$bouncer->{dir}/users");
}

sub start_bouncer { $bouncer->start_program('pgbouncer', '/usr/sbin/pgbouncer', "$bouncer->{dir}/pgbouncer.ini") }

configure_bouncer($stack);
start_bouncer();
connect_to($stack, $bouncer);
$stack->start($_) for qw(server nginx);
$stack->wait_ready;
my @reports = ($stack->reports)[0 .. 4];
my @drafts = drafts($stack, 80);
my $primary = $stack;
my @paths = ((map { ($_->{links}{self}, $_->{links}{pdf}) } @reports), map { "/api/v1/$_?department=$reports[0]{department}{code}" } 'indicators', 'reports.csv');

# Readers, and staff with twenty drafts, while it `happens` and so many seconds on.
sub seen {
    my ($what, $seconds, $happens) = @_;
    my $direct = readers(3, $stack->{uncached}, @paths);
    my @mine = splice @drafts, 0, 20;
    my $publisher = publisher($stack, @mine);
    sleep 1;
    my $at = time;
    $happens->();
    my $done = time;
    sleep $seconds;
    my %seen = $direct->stop(since => $at);
    published($what, $publisher, $at, $done, @mine);
    diag sprintf '%s: %d right, %d wrong, %d refused, %d cut; works again %.1f s after it is back, the slowest answer took %.1f s',
        $what, @seen{qw(right wrong refused cut)}, $seen{last} > $done - $at ? $seen{last} - ($done - $at) : 0, $seen{slowest};
    is($seen{wrong}, 0, "$what: no answer was wrong");
    is($seen{cut}, 0, "$what: none was cut");
    cmp_ok($seen{slowest}, '<', 5, "$what: nobody waits long");
    cmp_ok($seen{last}, '<', $done - $at + 5, "$what: works again by itself");
    cmp_ok($seen{right}, '>', 50, "$what: many were right");
    return %seen;
}

# Staff: all is public in the end, each once, and nothing that was acknowledged is lost.
sub published {
    my ($what, $publisher, $at, $done, @ids) = @_;
    my %told = publications($publisher, $at);
    my @after = grep { $_ > $done - $at } @{ $told{after} };
    diag sprintf '%s: %d published before, %d times refused, the next one %.1f s after it is back',
        $what, scalar @{ $told{before} }, scalar @{ $told{refused} }, @after ? $after[0] - ($done - $at) : 0;
    is(@{ $told{before} } + @{ $told{after} }, @ids, "$what: staff publishes all in the end");
    is(join(' ', grep { $primary->value("SELECT count(*) FROM gongkai.change WHERE report_id = '$_'") ne '1' } @ids), '',
        "$what: each once, and nothing is lost");
}

my %seen = seen('PgBouncer between', 1, sub { });
is($seen{refused}, 0, 'none failed');
seen('PgBouncer restarted', 5, sub { $bouncer->stop('pgbouncer', 'KILL'); sleep 1; start_bouncer() });
seen('PostgreSQL restarted behind it', 7, sub { $stack->stop('postgres'); sleep 2; $stack->start('postgres') });
seen('turned to another machine', 5, sub {
    lose($stack);
    promote($standby);
    # What PgBouncer hears of a server first, it tells all clients: not before that is the primary.
    ok(defined at_last(30, sub { (said($standby, 'SELECT pg_is_in_recovery()') // 't') eq 'f' }), 'the other machine is the primary');
    configure_bouncer($standby);
    $primary = $standby;
    $bouncer->signal('pgbouncer', 'HUP');
});
done_testing;
