# Hostile requests: whatever comes, the answer is a decided one, in time, and
# tells nothing of the inside.
use strict;
use warnings;
use IO::Socket::INET;
use JSON::PP qw(decode_json);
use MIME::Base64 qw(encode_base64url decode_base64url);
use Test::More;
use Time::HiRes qw(time);
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my $report = '/api/v1/reports/e1-2024-522700-197-2024-01';
my $inside = qr/PostgreSQL|libpq|SQLSTATE|gongkai_\w+|\bSELECT\b|\bERROR\b|pg_catalog|\.[ch]:\d|\.sql\b|var\/|nginx\/\d|\bsocket\b/;
my %decided = map { $_ => 1 } 200, 204, 206, 303, 304, 400, 404, 405, 406, 410, 412, 414, 416, 431;

# --- cursors of others ---

my %lists = (
    reports                => 'reports?limit=1',
    departments            => 'departments?limit=1',
    projects               => 'projects?limit=1',
    'overall-expenditures' => 'overall-expenditures?limit=1',
    indicators             => 'indicators?limit=1',
    'project-expenditures' => 'project-expenditures?group_by=form&limit=1',
    search                 => 'search?q=%E4%BF%9D%E9%9A%9C&limit=1',
    changes                => 'changes?limit=1',
);
my %cursor = map { $_ => $stack->json("/api/v1/$lists{$_}")->{next} } keys %lists;

sub refused {
    my ($list, $cursor, $name) = @_;
    my $place = $list eq 'changes' ? 'since' : 'cursor';
    my $problem = is_problem($stack->get("/api/v1/$lists{$list}&$place=$cursor", base => $stack->{uncached}), 400, $name);
    is($problem->{parameter}, $place, '  and names the parameter');
}

for my $list (sort keys %lists) {
    ok($cursor{$list}, "$list goes on") or next;
    for my $other (grep { $_ ne $list } sort keys %lists) {
        refused($list, $cursor{$other}, "$list refuses the cursor of $other");
    }
}
refused('reports', $_, 'a cursor of nothing: ' . substr $_, 0, 20)
    for encode_base64url('["2024","x"]'), encode_base64url('null'), encode_base64url("\0" x 20), 'a', '====', '-', '_' x 1000;
is_problem($stack->get("/api/v1/reports?year=2024&limit=1&cursor=$cursor{reports}"), 400, 'a cursor of other filters');
my @accepted;
for my $place (0 .. length($cursor{reports}) - 1) {
    my $changed = $cursor{reports};
    my $letter = substr $changed, $place, 1;
    substr($changed, $place, 1) = $letter eq 'A' ? 'B' : 'A';
    my $status = $stack->get("/api/v1/reports?limit=1&cursor=$changed", base => $stack->{uncached})->{status};
    push @accepted, "$place: $status" if $status != 400;
}
is_deeply(\@accepted, [], 'a cursor with any letter changed is refused');

# --- one by one ---

my @long = ('a' x 100, 'a' x 1000, 'a' x 4000, '%E4%B8%AD' x 100, '%F0%A0%AE%B7' x 101);
my @values = (
    @long, '%00', 'a%00b', '%C0%AF', '%E0%80%AF', '%F0%80%80%AF', '%ED%A0%80', '%F4%90%80%80', '%FF%FE', '%', '%2', '%zz',
    '%27', '%27%20OR%201=1--', '%27;DROP%20TABLE%20gongkai.revision;--', '%22', '%5C', '%5C%27', '$1', '%24%24', '{}', '[]',
    '-1', '1e9', '99999999999999999999', 'NaN', 'null', 'true', '2024.0', '0x7e8', '%E2%80%AE', '%EF%BB%BF', '%0D%0AX-Evil:1',
    '../../etc/passwd', '%2e%2e%2f', '*', '%25', '%5F', '(', ')', '%7C', '%3A*', '!', '%3C-%3E', "%26%20!", ':*&|', '%E4%BF%9D' x 33,
    '%E4%BF%9D%20' x 33, '%F0%A0%AE%B7%F0%A0%AE%B7', 'A%CC%81', '%EF%BC%A1', '%E2%84%AB',
);
my (@bad, @leaks, @slow);

sub judge {
    my ($what, $status, $body, $seconds, $head) = @_;
    push @bad, "$status $what" unless $decided{$status};
    push @leaks, "$status $what: $body" if $status >= 400 && $body =~ $inside;
    push @leaks, "$status $what: $head" if $head =~ /X-Evil|nginx\/\d/;
    push @slow, "$seconds s $what" if $seconds > 3;
}

sub report_findings {
    my ($name) = @_;
    is_deeply(\@bad, [], "$name: every status is a decided one");
    is_deeply(\@leaks, [], "$name: nothing of the inside is told");
    is_deeply(\@slow, [], "$name: nothing takes long");
    (@bad, @leaks, @slow) = ();
}

my %parameters = (
    reports => [qw(year region department project form limit cursor count bom)],
    'project-expenditures' => [qw(year region department form grade group_by limit cursor)],
    indicators => [qw(q year level group operator unit result cursor)],
    search => [qw(q)], changes => [qw(since limit)], departments => [qw(region parent year form published)],
);
for my $list (sort keys %parameters) {
    for my $name (@{ $parameters{$list} }) {
        for my $value (@values) {
            my $path = "/api/v1/$list?$name=$value";
            my $answer = $stack->get($path, base => $stack->{uncached});
            judge($path, $answer->{status}, $answer->{content}, $answer->{seconds}, join ' ', %{ $answer->{headers} });
        }
    }
}
for my $value (@values) {
    for my $path ("/api/v1/reports/$value", "/api/v1/reports/e1-2024-$value.pdf", "/api/v1/sets/$value/2024.pdf", "$report/revisions/$value",
                  "/api/v1/overall-expenditures/522700-197/$value", "/api/v1/$value", "/$value") {
        my $answer = $stack->get($path =~ s/#//gr, base => $stack->{uncached});
        judge($path, $answer->{status}, $answer->{content}, $answer->{seconds}, join ' ', %{ $answer->{headers} });
    }
}
for my $header ('Accept', 'Accept-Language', 'If-None-Match', 'If-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'Range', 'If-Range', 'Origin') {
    for my $value ('', '"', '""', 'W/', 'W/"', '*', '*/*;q=2', ';q=', ',,,,', 'a' x 7000, 'bytes=0-0,2-3,5-', 'bytes=-0',
                   'bytes=99999999999999999999-', '%00', "'; --", '(' x 500, 'text/' x 500, '"' . 'x' x 500, 'Sun, 99 Foo 9999 99:99:99 GMT') {
        my $answer = $stack->get("$report.pdf", base => $stack->{uncached}, headers => { $header => $value });
        judge("$header: $value", $answer->{status}, $answer->{content}, $answer->{seconds}, join ' ', %{ $answer->{headers} });
    }
}
report_findings('chosen requests');

# --- ten thousand mutations, over connections that stay open ---

my ($address) = $stack->{uncached} =~ m{//(.*)};
my $socket;

# One request and its answer, as bytes: HTTP::Tiny would refuse half of these.
sub raw {
    my ($request) = @_;
    my $begin = time;
    my $answer = '';
    $socket //= IO::Socket::INET->new(PeerAddr => $address, Timeout => 5) or die "connect: $!";
    local $SIG{PIPE} = 'IGNORE';
    local $SIG{ALRM} = sub { die "hangs\n" };
    alarm 10;
    syswrite $socket, $request;
    while ($answer !~ /\r\n\r\n/) {
        sysread($socket, $answer, 65536, length $answer) or last;
    }
    my ($head, $body) = split /\r\n\r\n/, $answer, 2;
    my ($length) = ($head // '') =~ /^Content-Length: (\d+)/mi;
    while (defined $length && length $body < $length) {
        sysread($socket, $body, 65536, length $body) or last;
    }
    alarm 0;
    if (!defined $length || $head =~ /^Connection: close/mi) {
        close $socket;
        undef $socket;
    }
    return ($head // '', $body // '', time - $begin);
}

my @targets = (
    '/api/v1', '/api/v1/departments?region=522700&count=exact', '/api/v1/overall-expenditures?year=2024&limit=2',
    '/api/v1/overall-expenditures/430602-106/2023', '/api/v1/project-expenditures?group_by=department,year&grade=good',
    '/api/v1/project-expenditures/522700-197-2024-01/2024', '/api/v1/projects.csv?bom=true', '/api/v1/indicators?level=3&result=met&unit=%25',
    "/api/v1/reports?limit=3&cursor=$cursor{reports}", $report, "$report/revisions", "$report/revisions/1",
    '/api/v1/search?q=%E4%BF%9D%E9%9A%9C&year=2024', "/api/v1/changes?since=$cursor{changes}", '/healthz',
);
my @headers = ("Accept: text/csv;q=0.5, */*;q=0.1", "Accept-Language: en;q=0.8, zh", "If-None-Match: W/\"7-abcdef12\", *", "Range: bytes=0-99");
my @pieces = ('%00', '%ff', '%C0%80', '&', '=', '?', '/', '..', '%2f', "'", '"', '%', ';', ',', "\x01", "\xe4\xb8", '%E4%B8%AD', '-', '0', '.csv', '.pdf');

srand 20250301;
my $count = 10_000;
my %statuses;
for (1 .. $count) {
    my $target = $targets[rand @targets];
    my $header = rand() < 0.2 ? $headers[rand @headers] : '';
    for my $text (\$target, $header ? \$header : ()) {
        for (1 .. rand 3) {
            my $piece = rand() < 0.5 ? $pieces[rand @pieces] : chr(33 + rand 94);
            substr $$text, 1 + rand(length($$text) - 1), int(rand 3), $piece;
        }
    }
    my $request = "GET $target HTTP/1.1\r\nHost: localhost\r\n" . ($header ? "$header\r\n" : '') . "\r\n";
    my ($head, $body, $seconds) = raw($request);
    my ($status) = $head =~ m{^HTTP/1\.1 (\d+)};
    $statuses{ $status // 'none' }++;
    judge($request =~ s/[\r\n]+/ | /gr, $status // 0, $status ? $body : '', $seconds, $head);
}
diag(join ', ', map { "$_: $statuses{$_}" } sort keys %statuses);
report_findings("$count mutations");
cmp_ok($statuses{200} // 0, '>', $count / 100, 'some of them are still right');

has_status($stack->get($report, base => $stack->{uncached}), 200, 'and the server is well');
unlike($stack->log('server'), qr/\berror\b/, 'nothing was our fault');
done_testing;
