# What stands between the readers and the application: one key for one thing, places
# for what is dear, slow readers, a cache that cannot be read.
use strict;
use warnings;
use utf8;
use File::Find qw(find);
use IO::Select;
use IO::Socket::INET;
use JSON::PP qw(decode_json encode_json);
use POSIX ();
use Socket qw(SOL_SOCKET SO_RCVBUF);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::Crowd qw(connection);
use Gongkai::HTTP;
use Gongkai::Spelling qw(spellings);
use Gongkai::Stack qw(eventually);
use Gongkai::Whole qw(fetch);

my $stack = Gongkai::Stack->new(services => []);
open my $settings, '>>', "$stack->{dir}/gongkai.conf" or die;
print $settings "workers = 3\ndatabase_timeout_ms = 20000\n";
close $settings;
# Where nothing is kept, and clients are counted all the same.
my ($counted_port, $operator_port, $desk_port) = split ' ', $stack->script('free_ports', 3);
$stack->script('stack_configure_uncached', $stack->{dir}, $counted_port, 'counted', '$gongkai_network');
$stack->script('stack_configure_operator', $stack->{dir}, $operator_port, $desk_port);
my $counted = "http://127.0.0.1:$counted_port";
$stack->start($_) for qw(postgres server nginx);
$stack->wait_ready;
my ($report) = $stack->reports('form=E1&limit=200');
my ($json, $pdf) = @{ $report->{links} }{qw(self pdf)};

# What is being written has a number behind its name.
sub files {
    my $files = 0;
    find({ no_chdir => 1, wanted => sub { $files++ if m{/[0-9a-f]{32}\z} } }, "$stack->{dir}/nginx/cache");
    return $files;
}

# What the access log says of an answer. A line is written when all work for its request
# has ended, so long after the answer where that was old and is renewed.
sub logged {
    my ($answer) = @_;
    my $id = header($answer, 'X-Request-Id');
    my $line = "nothing of $id";
    eventually(sub {
        open my $file, '<', "$stack->{dir}/log/access.log" or die;
        while (my $one = <$file>) { $line = $one if $one =~ / id=\Q$id\E$/ }
        return $line =~ /cache=/;
    });
    return $line;
}

# --- one key for one thing ---

srand 7;
my $socket;
for my $thing (spellings($stack, 12)) {
    my $before = files();
    my @wrong;
    for my $spelling (@{ $thing->{spellings} }) {
        my $answer = fetch(\$socket, $stack->{url}, $spelling->{target}, %{ $spelling->{headers} });
        my $body = $answer->{body} // '(cut)';
        push @wrong, join ' ', $answer->{status}, $spelling->{target}, %{ $spelling->{headers} }, substr $body, 0, 300
            if $answer->{status} != 200 || $body ne $thing->{body};
    }
    is(join("\n", map { s/[^ -~]/?/gr } @wrong), '', "$thing->{name}: each spelling has the same answer");
    cmp_ok(files() - $before, '<=', 1, '  which is kept once');
}
# An answer gets its file when it has been sent.
logged($stack->get($_)) for $pdf, '/api/v1/reports';
my $before = files();
for my $ask (['*', 200], ['"x"', 412], [header($stack->get($pdf), 'ETag'), 200]) {
    my ($condition, $status) = @$ask;
    my $answer = $stack->get($pdf, headers => { 'If-Match' => $condition });
    has_status($answer, $status, "If-Match: $condition");
    like(logged($answer), qr/cache=(?:HIT|STALE|UPDATING|REVALIDATED)/, '  is judged by the cache');
}
for my $ask (['Fri, 31 Dec 2199 00:00:00 GMT', 200], ['Sat, 01 Jan 2000 00:00:00 GMT', 412]) {
    my ($time, $status) = @$ask;
    my $answer = $stack->get($pdf, headers => { 'If-Unmodified-Since' => $time });
    has_status($answer, $status, "If-Unmodified-Since: $time");
    like(logged($answer), qr/cache=(?:HIT|STALE|UPDATING|REVALIDATED)/, '  is judged by the cache');
}
# What is dear is renewed under its own key, when nothing is under way any more.
eventually(sub { logged($stack->get($pdf)) =~ /cache=HIT/ });
$stack->age_cache(100);
for my $path ($pdf, '/api/v1/reports?&') {
    my $answer = $stack->get($path);
    has_status($answer, 200, "$path, when it is old");
    like(logged($answer), qr/cache=REVALIDATED/, '  costs no rendering');
    ok(eventually(sub { logged($stack->get($path)) =~ /cache=HIT/ }), '  and is renewed');
}
is(files(), $before, 'in its place');
# Many who ask for the same in another spelling do not wait for one another.
my @same = map { my $one = connection($stack->{url}, 5); syswrite $one, "GET $pdf?& HTTP/1.0\r\n\r\n"; $one } 1 .. 20;
my $begun = time;
is(scalar(grep { join('', readline $_) =~ m{\AHTTP/1\.1 200 } } @same), 20, 'twenty at once');
# One after the other, who waits for another looks every half second.
cmp_ok(time - $begun, '<', 19 / 2, '  are not served one after the other');
is($stack->get("$json.pdf?%66oo=1")->{status}, 400, 'what is wrong is wrong in any spelling');
is_problem($stack->get("$json%3Fyear=2024"), 404, 'a question mark that is none');
is_problem($stack->get('/chosen/*/*/api/v1'), 404, 'how the application names them is not for readers');
has_status($stack->get("$pdf?&", method => 'HEAD'), 200, 'HEAD');
for my $nth (1 .. 5) {
    is_problem($stack->get($_), 404, "nothing: $_")
        for map { "/api/v1/$_-$nth" } 'nothing', 'reports/none', 'departments/000000', 'reports/none/revisions/1', 'reports/none.pdf?x';
}
is(files(), $before, 'none of it is kept');

# --- what is large ---

# Two reports of one department and year; one of them takes a while to print.
sub document {
    my ($sample) = @_;
    open my $file, '<', "sql/sample/$sample.json" or die "$sample: $!";
    my $document = decode_json(join '', <$file>);
    $document->{year} = 2018;
    return $document;
}
my ($large, $small) = map { document($_) } 's3-r1', 's3-d1';
delete $large->{attachments};
$large->{chapters} = [map { +{ level => 1, heading => "第 $_ 章", body => '对照年初设定的绩效目标开展自评。' x 110 } } 1 .. 400];
my @files = map { "$stack->{dir}/$_.json" } 'large', 'small';
for my $nth (0, 1) {
    open my $file, '>', $files[$nth] or die;
    print $file encode_json(($large, $small)[$nth]);
}
for my $command (['import', @files], ['publish', '--all']) {
    if ($command->[0] eq 'publish') { $stack->explain; $stack->approve }
    my ($status, $output) = $stack->gongkai(@$command);
    is($status, 0, "$command->[0] of large reports") or diag($output);
}
my $department = $large->{department}{code};
my $large_pdf = "/api/v1/reports/r1-2018-$department.pdf";

# The bytes of a document count, whatever they are.
sub pad {
    my ($id, $bytes) = @_;
    $stack->value(<<"    END");
        SET session_replication_role = replica;
        UPDATE gongkai.revision AS v SET document = p.document, sha256 = encode(sha256(convert_to(p.document, 'UTF8')), 'hex')
        FROM (SELECT r.document || repeat(' ', $bytes - octet_length(r.document)) AS document FROM gongkai.revision AS r WHERE r.report_id = '$id-2018-$department') AS p
        WHERE v.report_id = '$id-2018-$department'
    END
}
my $set = "/api/v1/sets/$department/2018.pdf";
pad('r1', 10_000_000);
pad('d1', 16 * 1024 * 1024 - 10_000_000);
my $whole = $stack->get($set, base => $stack->{uncached}, timeout => 60);
has_status($whole, 200, 'a set of 16 MiB');
pad('d1', 16 * 1024 * 1024 - 10_000_000 + 1);
for my $condition ({}, { 'If-None-Match' => header($whole, 'ETag') }) {
    my $problem = is_problem($stack->get($set, base => $stack->{uncached}, headers => $condition), 403, 'one byte more is too large');
    is($problem->{type}, '/problems/too-large', '  of its type');
    like($problem->{detail}, qr{/api/v1/reports}, '  and says where else it can be had');
}

# --- places for what is dear ---

# Sixty requests of one client for what takes long and is in no cache.
my @dear = map {
    my $one = connection($counted, 1) or die "connect: $!";
    syswrite $one, "GET $large_pdf HTTP/1.0\r\n\r\n";
    $one;
} 1 .. 60;
my $other = connection($counted, 2);
syswrite $other, "GET $pdf HTTP/1.0\r\n\r\n";
my $begin = time;
for my $path ($json, '/api/v1/reports?limit=3', '/api/v1', '/readyz') {
    has_status($stack->get($path, base => $stack->{uncached}), 200, "beside what is dear: $path");
}
my $cheap = time - $begin;
my $dear_waiting = sub { $stack->get('/metrics', base => "http://127.0.0.1:$operator_port")->{content} =~ /^gongkai_dear_requests_waiting (\d+)$/m ? $1 : -1 };
cmp_ok($dear_waiting->(), '>', 0, 'how many wait is told to monitoring');
my $waiting = IO::Select->new(@dear);
ok(eventually(sub { $waiting->can_read(0) >= 60 - 2 - 3 * 8 }), 'of sixty of one client most are refused at once');
my @refused = $waiting->can_read(0);
my $said = join '', readline $refused[0];
like($said, qr{\AHTTP/1\.1 429 }, '  with 429');
like($said, qr{^Retry-After: 5\r$}m, '  and when to come again');
is(decode_json($said =~ s/\A.*?\r\n\r\n//sr)->{type}, '/problems/too-many-requests', '  and the reason');
cmp_ok(scalar @refused, '<', 60 - 8, 'some wait');
like(join('', readline $other), qr{\AHTTP/1\.1 200 }, 'another client has its turn');
cmp_ok($cheap, '<', time - $begin, '  after what is cheap');
$waiting->remove(@refused);
ok($waiting->can_read(0) < $waiting->count, '  and before most of the sixty');
undef $waiting;
@dear = @refused = ();
has_status($stack->get($pdf, base => $stack->{uncached}, timeout => 60), 200, 'who has gone is not waited for');
ok(eventually(sub { $dear_waiting->() == 0 }), '  nor counted');
unlike($stack->log('server'), qr/ error /, 'none of it is a fault of ours');

# --- slow readers of one address ---

my @slow = map {
    my $slow = connection($stack->{url}, 3) or die "connect: $!";
    setsockopt $slow, SOL_SOCKET, SO_RCVBUF, 4096;
    syswrite $slow, 'GET ' . $large_pdf =~ s/\.pdf$//r . " HTTP/1.0\r\n\r\n";
    $slow;
} 1 .. 270;
my $third = sub {
    my $client = connection($stack->{url}, $_[0]);
    syswrite $client, "GET $json HTTP/1.0\r\n\r\n";
    return join '', readline $client;
};
ok(eventually(sub { $third->(3) =~ m{\AHTTP/1\.1 429 .*"type":"/problems/too-many-requests"}s }), 'who reads nothing of 256 answers gets no more');
like($third->(4), qr{\AHTTP/1\.1 200 }, '  others do');
undef @slow;
ok(eventually(sub { $third->(3) =~ m{\AHTTP/1\.1 200 } }), '  and he, when he has gone');

# --- a cache that cannot be read ---

my $cache = "$stack->{dir}/nginx/cache";
my %whole;
for my $path ($json, $pdf, '/api/v1/reports') {
    # The application may still be at what the slow readers left.
    my $answer;
    ok(eventually(sub { ($answer = $stack->get($path, base => $stack->{uncached}))->{status} == 200 }), "as the application has it: $path");
    $whole{$path} = $answer->{content};
}
chmod 0, $cache or die "chmod: $!";
# What nginx has open stays so for a second.
sleep 1.5;
for my $path ($json, $pdf, '/api/v1/reports', '/api/v1/reports?&') {
    my $answer = $stack->get($path);
    has_status($answer, 200, "the cache cannot be read: $path");
    ok($answer->{content} eq $whole{ $path =~ s/\?&//r }, '  the whole answer');
}
is_problem($stack->get('/api/v1/reports?yaer=1'), 400, '  and what is wrong is told');
chmod 0700, $cache or die "chmod: $!";
ok(eventually(sub { logged($stack->get($json)) =~ /cache=HIT/ }), 'it can again');
done_testing;
