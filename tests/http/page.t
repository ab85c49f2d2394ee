# The page and the headers of nginx, and the production site's syntax.
use strict;
use warnings;
use File::Path qw(make_path);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;

my $page = $stack->get('/');
has_status($page, 200, 'the page');
is(header($page, 'Content-Type'), 'text/html; charset=utf-8', 'is HTML in UTF-8');
like($page->{content}, qr/<html lang="zh-CN">/, 'in Chinese');
unlike($page->{content}, qr{(?:src|href|action)="(?:https?:)?//}, 'nothing from elsewhere');
unlike($page->{content}, qr/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/, 'nothing that the policy forbids');
my $policy = header($page, 'Content-Security-Policy');
like($policy, qr/default-src 'none'/, 'a strict policy');
unlike($policy, qr/unsafe/, 'without exceptions');
my $unchanged = $stack->get('/', headers => { 'If-None-Match' => header($page, 'ETag') });
has_status($unchanged, 304, 'the page is asked for again');
is(header($unchanged, 'Content-Security-Policy'), $policy, 'and keeps its policy');

while ($page->{content} =~ /(?:src|href)="(\w+\.(\w+))"/g) {
    my ($name, $kind) = ($1, $2);
    my $file = $stack->get("/$name");
    my %type = (css => 'text/css; charset=utf-8', js => 'application/javascript; charset=utf-8', svg => 'image/svg+xml');
    has_status($file, 200, $name);
    is(header($file, 'Content-Type'), $type{$kind}, 'type');
    like(header($file, 'Cache-Control'), qr/max-age=600/, 'kept for ten minutes');
}

my ($report) = $stack->reports;
for my $path ('/', '/nothing', '/api/v1/reports', $report->{links}{self}, $report->{links}{pdf}, '/api/v1/none') {
    my $answer = $stack->get($path);
    subtest "headers of $path" => sub {
        is(header($answer, 'X-Content-Type-Options'), 'nosniff', 'nosniff');
        ok(header($answer, 'Referrer-Policy'), 'Referrer-Policy');
        like(header($answer, 'X-Request-Id'), qr/^[0-9a-f]{32}$/, 'one X-Request-Id');
        is(header($answer, 'Server'), 'nginx', 'no version');
    };
}
is(header($stack->get($report->{links}{pdf}), 'Content-Security-Policy'), undef, 'a PDF may be embedded and viewed anywhere');
isnt(header($stack->get($report->{links}{self}), 'X-Request-Id'), header($stack->get($report->{links}{self}), 'X-Request-Id'),
    'a cached answer has the id of its own request');

# Too many from one address.
like(qx(wrk -t1 -c20 -d2s $stack->{url}/ 2>&1), qr/Non-2xx/, 'a flood is limited');
my $limited;
for (1 .. 1000) {
    $limited = $stack->get('/');
    last if $limited->{status} == 429;
}
is_problem($limited, 429, 'as a problem document');
is(header($limited, 'Retry-After'), 1, 'with Retry-After');

# The production site: the real files, with only its paths moved.
my $etc = "$stack->{dir}/etc";
make_path("$etc/$_") for qw(sites-enabled tls);
system('cp', '-r', 'nginx/snippets', $etc) == 0 or die;
system("sed 's|/var/|$etc/var-|' nginx/gongkai.conf > $etc/sites-enabled/gongkai.conf") == 0 or die;
system("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -keyout $etc/tls/gongkai.key -out $etc/tls/gongkai.crt 2>/dev/null") == 0 or die;
make_path("$etc/var-cache/nginx", "$etc/var-log/nginx");
open my $file, '>', "$etc/nginx.conf" or die;
print $file "pid $etc/pid; events {} http { include /etc/nginx/mime.types; include sites-enabled/*.conf; }\n";
close $file;
my $check = qx(/usr/sbin/nginx -t -e stderr -p $etc -c $etc/nginx.conf 2>&1);
is($?, 0, 'the production site is valid') or diag($check);

done_testing;
