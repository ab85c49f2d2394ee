# PostgreSQL goes away and comes back: 503 within two seconds, old answers from
# the cache meanwhile, and recovery without a restart. The same of the server.
use strict;
use warnings;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);

my $stack = Gongkai::Stack->new;
my ($report, $other) = $stack->reports;
my $self = $report->{links}{self};
my %direct = (base => $stack->{uncached});

sub away {
    my ($how) = @_;
    for my $path ($self, $report->{links}{pdf}, '/api/v1/reports', '/readyz') {
        my $answer = $stack->get($path, %direct);
        is_problem($answer, 503, "$how: 503 for $path");
        cmp_ok(header($answer, 'Retry-After') // 0, '>', 0, 'with Retry-After');
        cmp_ok($answer->{seconds}, '<', 2, "within two seconds ($answer->{seconds})");
    }
    has_status($stack->get('/healthz', %direct), 200, "$how: the process is well");
}

sub back {
    my ($how) = @_;
    ok(eventually(sub { $stack->get($self, %direct)->{status} == 200 }), "$how: works again by itself");
    # Every worker has to find its way back.
    my %count = $stack->load(1, [$self, '/readyz']);
    is_deeply([keys %count], [200], "$how: and in every worker");
}

# What the cache knows.
my $json = $stack->get($self)->{content};
my $pdf = $stack->get($report->{links}{pdf})->{content};

# A command whose system cannot wait for the database has a reason.
my $said = qx(strace -f -o /dev/null -e trace=poll -e inject=poll:error=ENOMEM:when=1 $ENV{GONGKAI_BUILD}/gongkai -c $stack->{dir}/gongkai.conf list 2>&1);
is($? >> 8, 1, 'without memory of the system for it a command fails');
like($said, qr/^gongkai：数据库：.*原因不明.{20}/m, '  and does not end its words with a colon');

is($stack->stop('postgres'), 0, 'PostgreSQL stops');
away('stopped');
is($stack->get($self)->{content}, $json, 'the cache still has the document');
ok($stack->get($report->{links}{pdf})->{content} eq $pdf, 'and its PDF');
is_problem($stack->get($other->{links}{pdf}), 503, 'what was never asked for is away');
$stack->start('postgres');
back('started again');

# Under load: some requests fail while it is away, none takes long or hangs.
my %count = $stack->load(5, [$self, '/api/v1/reports'], sub {
    sleep 1;
    $stack->stop('postgres');
    sleep 2;
    $stack->start('postgres');
});
is_deeply([grep { !/^(200|503)$/ } keys %count], [], 'a restart under load: 200 and 503 only');
ok($count{503}, 'some requests came meanwhile');
back('restarted under load');

# Stopped in its tracks: connections stand, nothing answers.
my @postgres = ($stack->pid('postgres'), split ' ', qx(pgrep -P @{[$stack->pid('postgres')]}));
kill 'STOP', @postgres;
away('frozen');
kill 'CONT', @postgres;
back('thawed');

# The server: what the cache has it gives by itself, dear pages of the site, too.
my %page = map { $_ => $stack->get($_)->{content} } "/reports/$report->{id}", '/search?form=E1';
is($stack->stop('server'), 0, 'the server stops');
ok($stack->get($_)->{content} eq $page{$_}, "the cache has $_") for sort keys %page;
has_status($stack->get("/reports/$other->{id}"), 502, 'not what was never asked for');
$stack->start('server');
$stack->wait_ready;

# A crash.
kill 'KILL', $stack->pid('postgres');
$stack->stop('postgres');
away('crashed');
$stack->start('postgres');
back('after a crash');

done_testing;
