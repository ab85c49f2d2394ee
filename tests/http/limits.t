# What keeps one request, one peer or one missing file from taking the server: each
# is told, and the others are served.
use strict;
use warnings;
use utf8;
use IO::Socket::UNIX;
use JSON::PP qw(decode_json encode_json);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);

my $stack = Gongkai::Stack->new;
my %direct = (base => $stack->{uncached});
my $settings = "$stack->{dir}/gongkai.conf";

sub run { system(@_) == 0 or die "@_ failed" }

sub set {
    my (%value) = @_;
    for my $key (keys %value) {
        run('sed', '-i', "/^$key = /d", $settings);
        open my $file, '>>', $settings or die;
        print $file "$key = $value{$key}\n";
        close $file;
    }
}

# SIGHUP, until the log says how it ended; returns what was logged meanwhile.
sub reload {
    my $before = length $stack->log('server');
    $stack->signal('server', 'HUP');
    my $said = sub { substr $stack->log('server'), $before };
    ok(eventually(sub { $said->() =~ /reloaded|reload failed/ }), 'a reload ends');
    return $said->();
}

# The log since a place in it, once it has what is looked for.
sub logged {
    my ($before, $pattern, $name) = @_;
    ok(eventually(sub { substr($stack->log('server'), $before) =~ $pattern }), $name);
}

# --- templates of published forms ---

my ($report) = grep { $_->{form} eq 'E1' } $stack->reports;
my ($other) = grep { $_->{form} ne 'E1' } $stack->reports;
my ($json, $pdf) = @{ $report->{links} }{qw(self pdf)};
my $templates = "$stack->{dir}/templates";
run('cp', '-r', 'templates', $templates);
run('chmod', '-R', 'a+rX', $templates);
set(templates => $templates);
like(reload(), qr/reloaded/, 'templates that cover what is published');
rename "$templates/E1.xml", "$stack->{dir}/E1.xml" or die;
my $log = reload();
like($log, qr/error.*reports of the form E1 are published, but \S+ has no template for it/, 'one is gone: the reload says which');
like($log, qr/reload failed; the old settings and templates stay/, '  and is refused');
has_status($stack->get($pdf, %direct), 200, '  its PDFs are still there');
has_status($stack->get('/readyz', %direct), 200, '  and the server is ready');

$stack->stop('server');
my $before = length $stack->log('server');
$stack->start('server');
ok(eventually(sub { $stack->get('/healthz', %direct)->{status} == 200 }), 'a start without it');
like(substr($stack->log('server'), $before), qr/reports of the form E1 are published, but/, '  says so');
my $ready = is_problem($stack->get('/readyz', %direct), 503, '  /readyz is not ready');
is_deeply($ready->{checks}{templates}, { ok => JSON::PP::false, count => $ready->{checks}{templates}{count}, missing => ['E1'] },
    '  and names the form');
has_status($stack->get($pdf, %direct), 200, '  its PDF is printed with the template that it was published with');
has_status($stack->get($json, %direct), 200, '  its JSON is there');
has_status($stack->get($other->{links}{pdf}, %direct), 200, '  and so are other PDFs');
set(retry_after_s => 7);
like(reload(), qr/reloaded/, 'what was missing before does not hinder a reload');
rename "$stack->{dir}/E1.xml", "$templates/E1.xml" or die;
like(reload(), qr/reloaded/, 'it is back');
# The old workers end after the new are there.
ok(eventually(sub { $stack->get('/readyz', %direct)->{status} == 200 }), '  ready');

$stack->stop('postgres');
$log = reload();
like($log, qr/cannot tell whether the published forms have templates: 数据库：/, 'without the database nobody knows');
like($log, qr/reload failed/, '  and the old ones stay');
$stack->start('postgres');
ok(eventually(sub { $stack->get('/readyz', %direct)->{status} == 200 }), 'it is back');

# --- what ends a process while it loads does not end the server ---

# In one that has loaded only once: what it kept of those before would be enough for the next.
$stack->stop('server');
$stack->start('server');
$stack->wait_ready;
my $parent = $stack->pid('server');
$stack->script('as_service', 'prlimit', '--pid', $parent, '--data=1:');
$log = reload();
like($log, qr/reload failed; the old settings and templates stay/, 'no memory for the new settings: the reload is refused');
has_status($stack->get($pdf, %direct), 200, '  the old workers answer');
$stack->script('as_service', 'prlimit', '--pid', $parent, '--data=unlimited:');
like(reload(), qr/reloaded/, '  and with memory it succeeds');

# --- peers that say nothing, or half ---

sub mute {
    my ($said) = @_;
    my $socket = IO::Socket::UNIX->new(Peer => "$stack->{dir}/run/gongkai.sock") or die "connect: $!";
    syswrite $socket, $said if length $said;
    return $socket;
}

my @mute = map { mute($_ % 2 ? '' : pack('CCnnCx', 1, 1, 1, 8, 0)) } 1 .. 60;
my $slowest = 0;
for (1 .. 20) {
    my $answer = $stack->get($json, %direct);
    is($answer->{status}, 200, 'an answer beside 60 silent peers') if $answer->{status} != 200;
    $slowest = $answer->{seconds} if $answer->{seconds} > $slowest;
}
cmp_ok($slowest, '<', 2, 'silent peers hold up nobody');
ok(eventually(sub { !grep { my $socket = $_; $socket->blocking(0); !defined sysread $socket, my $byte, 1 } @mute }),
    'and are left after some seconds');

# --- a request that takes too long ---

set(render_timeout_ms => 1000, request_timeout_ms => 1000);
$before = length $stack->log('server');
$stack->signal('server', 'HUP');
logged($before, qr/render_timeout_ms 为 1000，应为 1 到 999，小于 request_timeout_ms.*reload failed/s,
    'limits that do not go together are refused');
set(render_timeout_ms => 900, request_timeout_ms => 1000, database_timeout_ms => 60000);
reload();
has_status($stack->get($json, %direct), 200, 'a connection to the database') for 1 .. 4;
my @postgres = ($stack->pid('postgres'), split ' ', qx(pgrep -P @{[$stack->pid('postgres')]}));
kill 'STOP', @postgres;
$before = length $stack->log('server');
my $answer = $stack->get($json, %direct, timeout => 30);
is_problem($answer, 502, 'a request that the database holds up');
cmp_ok($answer->{seconds}, '<', 10, '  ends');
my $id = header($answer, 'X-Request-Id');
logged($before, qr/\[\Q$id\E\] worker \d+ has been at this request for more than 1000 ms: killed/, '  the log names it');
has_status($stack->get('/healthz', %direct), 200, '  and the workers are there again');
kill 'CONT', @postgres;
ok(eventually(sub { $stack->get($json, %direct)->{status} == 200 }), 'it is answered when it can be');
set(render_timeout_ms => 20000, request_timeout_ms => 40000, database_timeout_ms => 1500);

# --- pages that take too long, or too much memory ---

my $large = decode_json(do { open my $file, '<', 'sql/sample/s3-r1.json' or die; local $/; <$file> });
$large->{year} = 2019;
$large->{chapters} = [map { +{ level => 1, heading => "第 $_ 章", body => '对照年初设定的绩效目标开展自评。' x 110 } } 1 .. 400];
open my $file, '>', "$stack->{dir}/large.json" or die;
print $file encode_json($large);
close $file;
for my $command (['import', "$stack->{dir}/large.json"], ['publish', '--all']) {
    if ($command->[0] eq 'publish') { $stack->explain; $stack->approve }
    my ($status, $output) = $stack->gongkai(@$command);
    is($status, 0, "$command->[0] of a large report") or diag($output);
}
my $large_pdf = "/api/v1/reports/r1-2019-$large->{department}{code}.pdf";
set(render_timeout_ms => 1);
reload();
$before = length $stack->log('server');
# A worker of before may still answer the first.
ok(eventually(sub { $stack->get($large_pdf, %direct, timeout => 30)->{status} == 503 }), 'pages that are not ready in time: 503');
logged($before, qr/503 \S+: 排版没有在规定的时间内完成/, '  the log says why');
has_status($stack->get($json, %direct), 200, '  what has no pages is there');
set(render_timeout_ms => 20000, worker_memory_mb => 40);
reload();
ok(eventually(sub { $stack->get($large_pdf, %direct, timeout => 30)->{status} == 200 }), 'pages that take much memory');
$before = length $stack->log('server');
has_status($stack->get($large_pdf, %direct, timeout => 30), 200, '  each time') for 1 .. 3;
logged($before, qr/this request took much memory: a fresh worker follows/, '  the log says so');
unlike(substr($stack->log('server'), $before), qr/error|died/, '  and nothing is wrong with that');
done_testing;
