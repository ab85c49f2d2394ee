# PgBouncer of Debian between the server and PostgreSQL, with the settings of the manual:
# it is restarted, PostgreSQL is restarted behind it, and it is turned to another machine.
use strict;
use warnings;
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Cluster;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new(services => ['postgres']);
allow_replication($stack);
my $standby = standby_of($stack, 'b');
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
my @paths = ((map { ($_->{links}{self}, $_->{links}{pdf}) } @reports), '/api/v1/indicators?limit=20', '/api/v1/reports.csv');

# Readers, while it `happens` and so many seconds on.
sub seen {
    my ($what, $seconds, $happens) = @_;
    my $direct = readers(3, $stack->{uncached}, @paths);
    sleep 1;
    my $at = time;
    $happens->();
    my $done = time;
    sleep $seconds;
    my %seen = $direct->stop(since => $at);
    diag sprintf '%s: %d right, %d wrong, %d refused, %d cut; works again %.1f s after it is back, the slowest answer took %.1f s',
        $what, @seen{qw(right wrong refused cut)}, $seen{last} > $done - $at ? $seen{last} - ($done - $at) : 0, $seen{slowest};
    is($seen{wrong}, 0, "$what: no answer was wrong");
    is($seen{cut}, 0, "$what: none was cut");
    cmp_ok($seen{slowest}, '<', 5, "$what: nobody waits long");
    cmp_ok($seen{last}, '<', $done - $at + 5, "$what: works again by itself");
    cmp_ok($seen{right}, '>', 50, "$what: many were right");
    return %seen;
}

my %seen = seen('PgBouncer between', 1, sub { });
is($seen{refused}, 0, 'none failed');
seen('PgBouncer restarted', 5, sub { $bouncer->stop('pgbouncer', 'KILL'); sleep 1; start_bouncer() });
seen('PostgreSQL restarted behind it', 7, sub { $stack->stop('postgres'); sleep 2; $stack->start('postgres') });
seen('turned to another machine', 5, sub {
    configure_bouncer($standby);
    promote($standby);
    lose($stack);
    $bouncer->signal('pgbouncer', 'HUP');
});
my ($draft) = eval { drafts($stack, 1) } or diag $@;
my ($status, $said) = $stack->gongkai('publish', $draft // 'x');
is($status, 0, 'staff writes through it') or diag $said;
done_testing;
