# The page and the headers of nginx, and the production site's syntax.
use strict;
use warnings;
use File::Path qw(make_path);
use Time::Piece;
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

my $stack = Gongkai::Stack->new;

my $page = $stack->get('/');
has_status($page, 200, 'the page');
is(header($page, 'Content-Type'), 'text/html; charset=utf-8', 'is HTML in UTF-8');
like($page->{content}, qr/<html lang="zh-CN">/, 'in Chinese');
unlike($page->{content}, qr{(?:src|href|action)="(?:https?:)?//}, 'nothing from elsewhere');
unlike($page->{content}, qr/<style|\sstyle=|\son[a-z]+="|<script(?![^>]*\ssrc=)/, 'nothing that the policy forbids');
my $policy = header($page, 'Content-Security-Policy');
like($policy, qr/default-src 'none'/, 'a strict policy');
unlike($policy, qr/unsafe/, 'without exceptions');
my $unchanged = $stack->get('/', headers => { 'If-None-Match' => header($page, 'ETag') });
has_status($unchanged, 304, 'the page is asked for again');
is(header($unchanged, 'Content-Security-Policy'), $policy, 'and keeps its policy');

while ($page->{content} =~ m{(?:src|href)="/([\w-]+\.(css|js|svg))"}g) {
    my ($name, $kind) = ($1, $2);
    my $file = $stack->get("/$name");
    my %type = (css => 'text/css; charset=utf-8', js => 'application/javascript; charset=utf-8', svg => 'image/svg+xml');
    has_status($file, 200, $name);
    is(header($file, 'Content-Type'), $type{$kind}, 'type');
    # The name of a style sheet has its hash.
    like(header($file, 'Cache-Control'), $kind eq 'css' ? qr/max-age=315360000/ : qr/max-age=600\b/, 'how long it may be kept');
}

# The pages lead to each other, and to what each of them is about.
my %leads = (
    '/' => ['/search', '/departments', '/amendments', '/v', '/api.html', '/api/v1', '/atom.xml', '#main'],
    '/api.html' => ['/', '/search', '/api/v1', '/api/v1/openapi.json'],
);
for my $from (sort keys %leads) {
    my $html = $stack->get($from)->{content};
    for my $to (@{ $leads{$from} }) {
        like($html, qr/ href="\Q$to\E"/, "$from leads to $to");
        my ($path, $place) = split /#/, $to;
        my $there = $stack->get($path eq '' ? $from : $path);
        has_status($there, 200, '  which is there');
        like($there->{content}, qr/ id="\Q$place\E"/, '  with that place') if $place;
    }
}
is($stack->json('/api/v1')->{links}{home}, '/', 'the entry of the API leads to the page');

# What browsers, robots and researchers ask every site for.
my $icon = $stack->get('/favicon.ico');
has_status($icon, 200, 'favicon.ico');
like(header($icon, 'Content-Type'), qr{^image/(?:x-icon|vnd\.microsoft\.icon)$}, 'its type');
like(header($icon, 'Cache-Control'), qr/max-age=600/, 'kept for ten minutes');
my ($kind, $images, $width) = unpack 'x2 v v C', $icon->{content};
is("$kind $images $width", '1 3 16', 'is an icon of three images, the first of 16 pixels');
my $robots = $stack->get('/robots.txt');
has_status($robots, 200, 'robots.txt');
is(header($robots, 'Content-Type'), 'text/plain; charset=utf-8', 'its type (RFC 9309, 2.3)');
like($robots->{content}, qr/^User-agent: \*$/m, 'for all robots');
unlike($robots->{content}, qr{^Disallow: (?:/|/api/v1/reports.*)$}m, 'which may read what is public');
my $security = $stack->get('/.well-known/security.txt');
has_status($security, 200, 'security.txt');
is(header($security, 'Content-Type'), 'text/plain; charset=utf-8', 'its type (RFC 9116, 3)');
my %field;
push @{ $field{$1} }, $2 while $security->{content} =~ /^([A-Za-z-]+): (\S.*)$/mg;
like($field{Contact}[0], qr{^(?:mailto|https|tel):}, 'a contact is a URI');
is(scalar @{ $field{Expires} }, 1, 'it expires once');
like($field{Expires}[0], qr/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'at a time of RFC 3339');
my $day = 86400;
my $left = Time::Piece->strptime($field{Expires}[0], '%Y-%m-%dT%H:%M:%SZ')->epoch - time;
ok($left > 0 && $left < 365 * $day, 'within a year');
is($field{Canonical}[0], "$stack->{url}/.well-known/security.txt", 'and says where it is');
unlink "$stack->{dir}/nginx/security.txt";
is_problem($stack->get('/.well-known/security.txt'), 404, 'an operator who has not said it has none');

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
system("sed 's|/var/|$etc/var-|' $ENV{GONGKAI_BUILD}/nginx/gongkai.conf > $etc/sites-enabled/gongkai.conf") == 0 or die;
system("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -keyout $etc/tls/gongkai.key -out $etc/tls/gongkai.crt 2>/dev/null") == 0 or die;
make_path("$etc/var-cache/gongkai", "$etc/var-log/nginx");
open my $file, '>', "$etc/nginx.conf" or die;
print $file "pid $etc/pid; events {} http { include /etc/nginx/mime.types; include sites-enabled/*.conf; }\n";
close $file;
my $check = qx(/usr/sbin/nginx -t -e stderr -p $etc -c $etc/nginx.conf 2>&1);
is($?, 0, 'the production site is valid') or diag($check);

done_testing;
