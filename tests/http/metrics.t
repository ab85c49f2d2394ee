# What is told to monitoring, and to it alone; and that the alerts and the dashboard
# which we ship work on it, in a real Prometheus.
use strict;
use warnings;
use utf8;
use Encode qw(decode_utf8);
use JSON::PP qw(decode_json);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);
use lib 'tests/lib';
use Gongkai::Desk;
use Gongkai::HTTP;
use Gongkai::Stack qw(eventually);

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);

my $MONITORING = 'nginx/monitoring';
my $stack = Gongkai::Stack->new(desk => 1);
my %direct = (base => $stack->{uncached});
my ($operator_port, $desk_port, $careless_port, $prometheus_port, $exporter_port) = split ' ', $stack->script('free_ports', 5);
my %desk = (base => "http://127.0.0.1:$desk_port");
my %operator = (base => "http://127.0.0.1:$operator_port");
my %careless = (base => "http://127.0.0.1:$careless_port");

sub slurp { my ($path) = @_; open my $file, '<:raw', $path or die "$path: $!"; local $/; return <$file> }
sub spew { my ($path, $text) = @_; open my $file, '>:raw', $path or die "$path: $!"; print $file $text; close $file }
sub run { system(@_) == 0 or die "@_ failed" }

# --- who may ask ---

$stack->script('stack_configure_operator', $stack->{dir}, $operator_port, $desk_port);
# A site that hands everything to the application.
spew("$stack->{dir}/nginx/extra/careless.conf", <<"END");
server {
    listen 127.0.0.1:$careless_port;
    location / { include snippets/gongkai-fastcgi.conf; fastcgi_param REQUEST_URI \$request_uri; }
    access_log $stack->{dir}/log/access.json gongkai_json;
}
END
$stack->signal('nginx', 'HUP');
ok(eventually(sub { $stack->get('/metrics', %operator)->{status} == 200 }), "/metrics on the operator's listener");
my $answer = $stack->get('/metrics', %operator);
is(header($answer, 'Content-Type'), 'text/plain; version=0.0.4; charset=utf-8', 'in the text format of Prometheus');
is_problem($stack->get('/metrics'), 404, 'not for the public');
is_problem($stack->get('/nginx_status'), 404, 'nor what nginx counts');
my $on = { 'Gongkai-Operator' => 'on', 'GONGKAI_OPERATOR' => 'on', 'Cache-Status' => 'x' };
has_status($stack->get('/metrics', %careless, headers => $on), 404, 'nor where a careless site passes it on');
has_status($stack->get('/metrics', %operator, method => 'POST'), 404, 'it can be read, no more');
has_status($stack->get('/readyz', %operator), 200, '/readyz is there');
has_status($stack->get('/api/v1', %operator), 404, 'and nothing public');
like($stack->get('/nginx_status', %operator)->{content}, qr/^Active connections/, 'what nginx counts itself');

# --- what is counted ---

sub metrics {
    my %listener = @_ ? @_ : %operator;
    my %value = $stack->get('/metrics', %listener)->{content} =~ /^([a-z_]+(?:\{[^\n]*\})?) (\S+)$/mg;
    return \%value;
}

sub grown {
    my ($before, $after, $series) = @_;
    return ($after->{$series} // 0) - ($before->{$series} // 0);
}

my ($report) = $stack->reports;
my $self = $report->{links}{self};
# A scrape is counted when it has been answered.
my $before = metrics();
has_status($stack->get($_, %direct), 200, $_) for ($self) x 3, $report->{links}{pdf}, '/api/v1/reports.csv';
my $known = { 'If-None-Match' => header($stack->get($self, %direct), 'ETag') };
has_status($stack->get($self, %direct, headers => $known), 304, 'not modified');
has_status($stack->get('/api/v1/reports?limit=0', %direct), 400, 'a wrong parameter');
has_status($stack->get('/api/v1/nothing', %direct), 404, 'no address');
has_status($stack->get('/api/v1/projects/1-2-3'), 404, 'by the cache');
# A request is counted when its answer has been sent: the last one's may still be under way.
my ($after, $scrapes);
eventually(sub { $after = metrics(); ++$scrapes; grown($before, $after, 'gongkai_requests_total{route="/api/v1/projects/{code}",code="404"}') });
my %expected = (
    'gongkai_requests_total{route="/api/v1/reports/{id}",code="200"}' => 4,
    'gongkai_requests_total{route="/api/v1/reports/{id}",code="304"}' => 1,
    'gongkai_requests_total{route="/api/v1/reports/{id}.pdf",code="200"}' => 1,
    'gongkai_requests_total{route="/api/v1/reports.csv",code="200"}' => 1,
    'gongkai_requests_total{route="/api/v1/reports",code="400"}' => 1,
    'gongkai_requests_total{route="/api/v1/projects/{code}",code="404"}' => 1,
    'gongkai_requests_total{route="other",code="404"}' => 1,
    'gongkai_requests_total{route="/metrics",code="200"}' => $scrapes,
    'gongkai_request_duration_seconds_count{route="/api/v1/reports/{id}"}' => 5,
    'gongkai_request_duration_seconds_bucket{route="/api/v1/reports/{id}",le="+Inf"}' => 5,
    'gongkai_requests_passed_total{cache="miss"}' => 1,
    # The PDF and the CSV twice: what is dear nginx is first told how to ask for.
    'gongkai_requests_passed_total{cache="none"}' => 11 + $scrapes,
    'gongkai_render_duration_seconds_count' => 1,
    'gongkai_database_failures_total' => 0,
);
is(grown($before, $after, $_), $expected{$_}, "counted: $_") for sort keys %expected;
cmp_ok(grown($before, $after, 'gongkai_render_pages_total'), '>=', 1, 'pages');
cmp_ok(grown($before, $after, 'gongkai_database_duration_seconds_count'), '>=', 7, 'statements');
is($after->{'gongkai_change_number'}, $stack->value('SELECT count(*) FROM gongkai.change'), 'changes ever');
is($after->{'gongkai_last_publication_timestamp_seconds'} + 0, 1740790800, 'the last publication: 2025-03-01T09:00:00+08:00');
is($after->{qq(gongkai_service_sessions{service="$_"})}, 0, "no $_ runs") for qw(guard purge);
is($after->{'gongkai_queue_connections'}, 0, 'nobody waits');
cmp_ok($after->{'gongkai_queue_limit'}, '>', 0, 'of so many who may');
is($after->{'gongkai_workers{state="alive"}'}, scalar($stack->workers), 'workers');
cmp_ok($after->{'gongkai_nginx_connections{state="active"}'}, '>=', 1, 'connections of nginx');

for my $service (qw(guard purge)) {
    $stack->start($service);
    ok(eventually(sub { metrics()->{qq(gongkai_service_sessions{service="$service"})} }), "$service runs");
}

my ($status) = $stack->gongkai('withdraw', $report->{id}, '--reason', '试验');
is($status, 0, 'a withdrawal');
is(grown($after, metrics(), 'gongkai_changes_total{kind="withdrawal"}'), 1, '  is counted');
is(metrics()->{'gongkai_changes_total{kind="withdrawal"}'}, 1, '  once');
$stack->approve($report->{id});
is_deeply([$stack->gongkai('publish', $report->{id})]->[0], 0, 'a publication');
is(grown($after, metrics(), 'gongkai_changes_total{kind="publication"}'), 1, '  is counted');

# --- the desk, by a listener of its own ---

is_problem($stack->get('/metrics', base => $stack->{desk}), 404, 'the desk tells nothing to its people');
has_status($stack->get('/api/v1/staff/session', %desk), 404, 'and its operator is nobody there');
my $reader = Gongkai::Desk->login($stack, 'reader-522700');
my $earlier = metrics(%desk);
has_status($stack->get('/readyz', %desk), 200, '/readyz of the desk');
is($reader->ask(GET => '/drafts')->{status}, 200, 'a list');
is($reader->ask(GET => '/users')->{status}, 403, 'a refusal');
is($reader->ask(GET => "/drafts/$_")->{status}, 404, "no draft $_") for ($report->{id} =~ s/-\d{4}-/-2099-/r) x 2;
is($reader->ask(DELETE => '/nothing')->{status}, 404, 'no address');
my %expected_of_desk = (
    'gongkai_requests_total{route="GET /api/v1/staff/drafts",code="200"}' => 1,
    'gongkai_requests_total{route="GET /api/v1/staff/users",code="403"}' => 1,
    'gongkai_requests_total{route="GET /api/v1/staff/drafts/{id}",code="404"}' => 2,
    'gongkai_requests_total{route="other",code="404"}' => 1,
    'gongkai_requests_total{route="/readyz",code="200"}' => 1,
    'gongkai_request_duration_seconds_count{route="GET /api/v1/staff/drafts/{id}"}' => 2,
);
my $later;
for my $series (sort keys %expected_of_desk) {
    eventually(sub { $later = metrics(%desk); grown($earlier, $later, $series) >= $expected_of_desk{$series} });
    is(grown($earlier, $later, $series), $expected_of_desk{$series}, "counted: $series");
}
is($later->{'gongkai_requests_total{route="POST /api/v1/staff/login",code="200"}'}, 1, 'the login');
is($later->{gongkai_database_up}, 1, 'its database is there');
is(join(' ', grep { /^gongkai_(?:change|last|service|forms|requests_passed|nginx)/ } sort keys %$later), '', 'what the public server tells is not told twice');

# Neither a death nor a reload takes back what was counted.
sub none_falls {
    my ($old, $new, $name) = @_;
    my @fallen = grep { /_total\b|_bucket|_count|_sum/ && ($new->{$_} // 0) < $old->{$_} } sort keys %$old;
    is("@fallen", '', $name);
}
my $old = metrics();
kill 'KILL', $stack->workers;
ok(eventually(sub { grown($old, metrics(), 'gongkai_worker_restarts_total{cause="killed"}') >= 2 }), 'workers are killed, which is counted');
none_falls($old, metrics(), '  and nothing that they had counted is lost');
$old = metrics();
$stack->signal('server', 'HUP');
ok(eventually(sub { metrics()->{'gongkai_reloads_total{outcome="done"}'} == 1 }), 'a reload is counted');
none_falls($old, metrics(), '  and nothing is lost');

# --- the files that we ship ---

sub promtool {
    my ($input, @command) = @_;
    spew("$stack->{dir}/input", $input);
    my $output = qx(promtool @command <$stack->{dir}/input 2>&1);
    is($?, 0, "promtool @command") or diag(decode_utf8($output));
}
promtool($stack->get('/metrics', %$_)->{content}, 'check metrics') for \%operator, \%desk;
promtool('', "check rules $MONITORING/gongkai.rules.yml");
promtool('', "check config --syntax-only $MONITORING/prometheus.yml");
promtool('', 'test rules tests/http/metrics.rules.yml');

# --- a real Prometheus, faster than in life ---

my $watch = "$stack->{dir}/watch";
mkdir $watch or die;
my $rules = slurp("$MONITORING/gongkai.rules.yml");
$rules =~ s/\bfor: \d+m/for: 1s/g;
$rules =~ s/\[\d+m\]/[10s]/g;
spew("$watch/rules.yml", $rules);
spew("$watch/prometheus.yml", <<"END");
global: { scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms }
rule_files: [rules.yml]
scrape_configs:
  - job_name: gongkai
    static_configs: [{ targets: ["127.0.0.1:$operator_port"] }]
  - job_name: gongkai-desk
    static_configs: [{ targets: ["127.0.0.1:$desk_port"] }]
  - job_name: gongkai-nginx
    static_configs: [{ targets: ["127.0.0.1:$exporter_port"] }]
END

my @started;
sub start {
    my ($name, @command) = @_;
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        open STDOUT, '>', "$stack->{dir}/log/$name.log" or die;
        open STDERR, '>&', \*STDOUT or die;
        exec 'setpriv', '--pdeathsig', 'KILL', @command or POSIX::_exit(127);
    }
    push @started, $pid;
}
END {
    my $status = $?;
    kill 'KILL', @started;
    waitpid $_, 0 for @started;
    $? = $status;
}
start('exporter', 'prometheus-nginx-exporter', "-web.listen-address=127.0.0.1:$exporter_port",
    "-nginx.scrape-uri=http://127.0.0.1:$operator_port/nginx_status");
start('prometheus', 'prometheus', "--config.file=$watch/prometheus.yml", "--storage.tsdb.path=$watch/data",
    "--web.listen-address=127.0.0.1:$prometheus_port", '--log.level=warn');
my %prometheus = (base => "http://127.0.0.1:$prometheus_port");

sub escaped { return join '', map { /[A-Za-z0-9]/ ? $_ : sprintf '%%%02X', ord } split //, shift }

# What Prometheus answers to an expression: the result, or undef with what is wrong.
sub query {
    my ($expression) = @_;
    my $said = $stack->get('/api/v1/query?query=' . escaped($expression), %prometheus);
    my $content = eval { decode_json($said->{content}) } || {};
    return ($content->{status} // '') eq 'success' ? ($content->{data}{result}, undef) : (undef, $content->{error} // $said->{content});
}

sub firing {
    my ($alerts) = query('ALERTS{alertstate="firing"}');
    return map { $_->{metric}{alertname} => $_->{metric} } @{ $alerts || [] };
}

sub fires {
    my ($name, $when) = @_;
    my %firing;
    ok(eventually(sub { %firing = firing(); sleep 0.1; $firing{$name} }), "$name, when $when")
        or diag("firing: @{[sort keys %firing]}");
}

ok(eventually(sub { my ($up) = query('sum(up) == 3'); $up && @$up }), 'all are scraped');
# Enough samples for a rate, and something to see.
$stack->get($_, %direct) for ($self, $report->{links}{pdf}, '/api/v1/reports') x 20;
$stack->get($self) for 1 .. 20;
ok(eventually(sub { my ($samples) = query('count_over_time(gongkai_build_info[1m]) > 3'); $samples && @$samples }), 'for some seconds');
$stack->get($_, %direct) for ($self, $report->{links}{pdf}) x 5;
sleep 1.2;

my %names = map { /^([a-z_]+)/ ? ($1 => 1) : () } keys %{ metrics() };
my ($exported) = query('count by (__name__) ({job="gongkai-nginx"})');
$names{ $_->{metric}{__name__} } = 1 for @$exported;
# What Prometheus has of itself; and the probe, which only exists where somebody sets it up.
$names{$_} = 1 for qw(up probe_ssl_earliest_cert_expiry);

# The names that look like metrics: not functions, labels, or what stands in quotation marks.
sub unknown_names {
    my ($expression) = @_;
    $expression =~ s/"[^"]*"//g;
    return grep { /^(?:gongkai|process|nginx|probe|up)(?:_|$)/ && !$names{$_} } $expression =~ /\b([a-z_]+)\b/g;
}

my $dashboard = decode_json(slurp("$MONITORING/gongkai.dashboard.json"));
my (@broken, @empty, @unknown, %shown);
for my $panel (@{ $dashboard->{panels} }) {
    for my $target (@{ $panel->{targets} }) {
        my $expression = $target->{expr} =~ s/\$__rate_interval/10s/gr =~ s/\$instance/.*/gr;
        my ($result, $wrong) = query($expression);
        push @broken, "$panel->{title}: $wrong" if !$result;
        push @empty, "$panel->{title}: $expression" if $result && !@$result;
        push @unknown, unknown_names($expression);
        $shown{$_}++ for $expression =~ /\b((?:gongkai|process|nginx)_[a-z_]+)\b/g;
    }
}
is("@broken", '', 'Prometheus understands each expression of the dashboard');
is(join("\n", @empty), '', 'and has an answer to each');
cmp_ok(scalar @{ $dashboard->{panels} }, '>=', 20, 'a dashboard of many panels');
my ($shipped) = decode_json($stack->get('/api/v1/rules', %prometheus)->{content})->{data}{groups};
my @rules = map { @{ $_->{rules} } } @$shipped;
is(scalar @rules, () = $rules =~ /- alert: /g, 'all rules are loaded');
push @unknown, unknown_names($_->{query}) for @rules;
is("@unknown", '', 'all that is asked for is there');
is(join(', ', map { "$_->{name}: $_->{lastError}" } grep { $_->{health} ne 'ok' } @rules), '', 'no rule fails');
my %told = map { s/_(?:bucket|sum|count)$//r => 1 } grep { /^(?:gongkai|process)_/ } keys %names;
my %used = map { s/_(?:bucket|sum|count)$//r => 1 } keys %shown;
is(join(' ', grep { !$used{$_} } sort keys %told), '', 'the dashboard shows all that is told');
my ($share) = query('1 - sum(increase(gongkai_requests_passed_total[1m])) / sum(increase(nginx_http_requests_total[1m]))');
cmp_ok($share->[0]{value}[1], '<', 1, 'the share of the cache can be told');

# --- the alerts, when it happens ---

# The workers were killed above, before anybody watched. A slow machine may have kept a scrape waiting.
my %firing;
ok(eventually(sub { %firing = firing(); sleep 0.2; !%firing }), 'no alert when all is well')
    or diag("firing: @{[sort keys %firing]}");

$stack->stop($_) for qw(guard purge);
fires('GongkaiPurgeDown', 'nobody deletes what is withdrawn');
fires('GongkaiGuardDown', 'nobody ends sessions without a limit');
$stack->stop('desk');
fires('GongkaiDeskDown', 'the desk is away');

for (1 .. 6) {
    kill 'KILL', ($stack->workers)[0];
    sleep 0.3;
}
fires('GongkaiWorkersRestarting', 'workers die');
is({ firing() }->{GongkaiWorkersRestarting}{cause} // 'killed', 'killed', '  with the cause');

# One worker for all; the others stand still.
my (undef, @still) = $stack->workers;
kill 'STOP', @still;
my $wrk = fork // die;
if ($wrk == 0) {
    open STDOUT, '>', '/dev/null';
    exec 'wrk', '-t1', '-c600', '-d120s', '--timeout', '20s', "$stack->{uncached}$self" or POSIX::_exit(127);
}
push @started, $wrk;
fires('GongkaiQueue', 'more ask than can be answered');
kill 'CONT', @still;
kill 'KILL', $wrk;

my $templates = "$stack->{dir}/templates";
my $settings = "$stack->{dir}/gongkai.conf";
run('cp', '-r', 'templates', $templates);
run('chmod', '-R', 'a+rX', $templates);
run('sed', '-i', "s|^templates = .*|templates = $templates|", $settings);
unlink "$templates/E1.xml" or die;
$stack->signal('server', 'HUP');
fires('GongkaiReloadRefused', 'a template is gone at a reload');

# The log as JSON from here on, where Chinese stands in it and quotation marks.
run('sh', '-c', "echo 'log_format = json' >>$settings");
$stack->stop('server');
fires('GongkaiDown', 'the server is away');
my $begin = length $stack->log('server');
$stack->start('server');
ok(eventually(sub { $stack->get('/healthz', %direct)->{status} == 200 }), 'it starts');
fires('GongkaiTemplateMissing', 'a published form has no template');

$stack->stop('postgres');
fires('GongkaiDatabaseDown', 'the database is away');
ok(eventually(sub { $stack->get($self, %direct); %firing = firing(); $firing{GongkaiErrors} }), 'GongkaiErrors, when requests fail');

# --- logs as JSON ---

# Bytes as a hostile client sends them; the server has its own way to log an address.
my ($host) = $careless{base} =~ m{//(.*)};
for my $target ("/\xff\xfe%22\"\\", "/\xe9\xa2\x84\xe7\xae\x97\"", "/%22%5c%0a%ff\t", "/api/v1/reports/\"\\\xc0\xaf") {
    raw_request({ url => "http://$host" }, "GET $target HTTP/1.0\r\n\r\n");
}
my @lines = grep { length } split /\n/, substr slurp("$stack->{dir}/log/server.log"), $begin;
my @wrong = grep { !eval { my $line = decode_json($_); $line->{time} =~ /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ && $line->{level} && length $line->{message} } }
    grep { !/^gongkai: / } @lines;
is(join("\n", @wrong), '', 'each line of the server is an object');
ok((grep { decode_json($_)->{message} =~ /^503 / } grep { /^\{/ } @lines), 'what the text would say is in it');
my @access = split /\n/, slurp("$stack->{dir}/log/access.json");
cmp_ok(scalar @access, '>=', 4, 'so does nginx, if wanted');
is(join("\n", grep { !eval { decode_json($_)->{request_id} } } @access), '', 'each line is an object, whatever was asked');
ok((grep { decode_json($_)->{request} =~ m{^GET /预算"} } @access), 'with what was asked, where that is text');

done_testing;
