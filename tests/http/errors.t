# Wrong requests: every answer is a problem document, and nothing hangs.
use strict;
use warnings;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;
my ($report) = $stack->reports;
my $self = $report->{links}{self};

# Not there.
my $draft = 'e1-2023-522700-197-2024-01';
open my $sample, '<', 'sql/sample/s2-01.json' or die;
open my $copy, '>', "$stack->{dir}/draft.json" or die;
print $copy join('', <$sample>) =~ s/"year": *2024/"year": 2023/r;
close $copy;
my ($imported, $said) = $stack->gongkai('import', "$stack->{dir}/draft.json");
is($imported, 0, 'there is a draft') or diag($said);
is($stack->value("SELECT count(*) FROM gongkai.report WHERE id = '$draft'"), 1, 'of that identifier');
for my $path ("/api/v1/reports/$draft", "/api/v1/reports/$draft.pdf", '/api/v1/reports/none',
              '/api/v1/reports/none.pdf', '/api/v1/reports/', '/api/v1/reports/a/b', '/api/v1/', '/api/',
              '/api/v2/reports', "/api/v1/reports/\U$report->{id}", '/nothing', '/index.php',
              '/api/v1/reports/..%2f..%2fetc%2fpasswd', '/.git/config') {
    is_problem($stack->get($path), 404, "404 for $path");
}
is($stack->get("/api/v1/reports/$draft")->{content} =~ s/"request_id":"\w+"//r,
   $stack->get('/api/v1/reports/e1-2024-none')->{content} =~ s/"request_id":"\w+"//r,
   'a draft and nothing at all give the same answer');

# Methods.
for my $method (qw(POST PUT DELETE PATCH FOO)) {
    my $answer = $stack->get($self, method => $method);
    is_problem($answer, 405, "$method on a report");
    like(header($answer, 'Allow'), qr/\bGET\b.*\bHEAD\b/, 'with Allow');
}
for my $path ('/', '/api.css', $self) {
    my $answer = $stack->get($path, method => 'TRACE');
    is_problem($answer, 405, "TRACE $path");
    ok(header($answer, 'Allow'), 'with Allow');
}
my $answer = $stack->get('/', method => 'POST');
is_problem($answer, 405, 'POST on a page');
is(header($answer, 'Allow'), 'GET, HEAD, OPTIONS', 'with Allow');
$answer = $stack->get('/site.css', method => 'POST');
is_problem($answer, 405, 'POST on a file');
is(header($answer, 'Allow'), 'GET, HEAD', 'with Allow');
$answer = $stack->get($self, method => 'OPTIONS');
has_status($answer, 204, 'OPTIONS');
like(header($answer, 'Allow'), qr/\bGET\b/, 'with Allow');

# Too long.
is_problem($stack->get('/api/v1/reports/' . 'a' x 9000), 414, 'a long address');
is_problem($stack->get('/api/v1/reports?cursor=' . 'a' x 9000), 414, 'a long query');
is_problem($stack->get($self, headers => { 'X-Long' => 'a' x 9000 }), 431, 'a long header');
is_problem($stack->{http}->request('POST', "$stack->{url}$self", { content => 'a' x 5000 }), 413, 'a body');

# Not HTTP, or almost.
for ("GET /a b c HTTP/1.1\r\n\r\n", "GET /api/v1/reports HTTP/1.1\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
     "GET /api/v1/reports HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /api/v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n") {
    my $raw = raw_request($stack, $_);
    (my $name = $_) =~ s/[\r\n]+/ /g;
    like($raw, qr{^HTTP/1\.1 400 .*^Content-Type: application/problem\+json.*"status":400}msi, "400 for $name");
}
like(raw_request($stack, "GET /api/v1/reports/%ff%fe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
    qr{^HTTP/1\.1 40[04] .*"status":40[04]}s, 'no UTF-8 in the path');

like(raw_request($stack, "GET $self HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: foo\r\nConnection: close\r\n\r\n"),
    qr{^HTTP/1\.1 501 .*^Content-Type: application/problem\+json.*"status":501}msi, '501 for another transfer');
like(raw_request($stack, "GET $self HTTP/2.9\r\nHost: a\r\n\r\n"),
    qr{^HTTP/1\.1 505 .*^Content-Type: application/problem\+json.*"status":505}msi, '505 for another version');
like(header($stack->get('/nothing'), 'Cache-Control'), qr/no-store/, "nginx's problems are not stored");

# Whatever else comes, no 5xx: a few hundred mutations of good requests.
srand 20250301;
my @bad;
for (1 .. 300) {
    my $path = ($self, $report->{links}{pdf}, '/api/v1/reports?year=2024&limit=2', '/api/v1/projects')[rand 4];
    for (0 .. rand 4) {
        my $escape = sprintf '%%%02x', rand 256;
        substr $path, 1 + rand(length($path) - 1), int(rand 2), (chr(33 + rand 94), $escape)[rand 2];
    }
    $path =~ s/#//g;
    my $status = $stack->get($path, base => $stack->{uncached})->{status};
    push @bad, "$status $path" if $status >= 500;
}
is_deeply(\@bad, [], 'mutated requests are never our fault');

# Health.
for my $path (qw(/healthz /readyz)) {
    my $health = $stack->get($path);
    has_status($health, 200, $path);
    like(header($health, 'Cache-Control'), qr/no-store/, 'is not stored');
}

done_testing;
