# Formats, languages, conditions, digests, CORS: what one asks for in headers.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_base64);
use Encode qw(encode_utf8 decode_utf8);
use File::Temp ();
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my $report = '/api/v1/reports/e1-2024-522700-197-2024-01';

my $xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

sub type { return header($_[0], 'Content-Type') =~ s/;.*//r }

# Both through the cache and without it.
for my $way (qw(url uncached)) {
    my %base = (base => $stack->{$way});
    my $get = sub { my ($path, %headers) = @_; return $stack->get($path, %base, headers => \%headers) };

    my @wishes = (
        # address, Accept, status, type
        ['/api/v1/reports', undef, 200, 'application/json'],
        ['/api/v1/reports', 'text/html,application/xhtml+xml,*/*;q=0.8', 200, 'application/json'],
        ['/api/v1/reports', 'text/csv', 200, 'text/csv'],
        ['/api/v1/reports', 'application/json;q=0.5, text/csv', 200, 'text/csv'],
        ['/api/v1/reports', 'text/csv;q=0.5, application/json', 200, 'application/json'],
        ['/api/v1/reports', '*/*, application/json;q=0', 200, 'text/csv'],
        ['/api/v1/reports', 'text/*, */*;q=0.1', 200, 'text/csv'],
        ['/api/v1/reports', $xlsx, 200, $xlsx],
        ['/api/v1/reports', "application/json;q=0.5, $xlsx", 200, $xlsx],
        ['/api/v1/reports.xlsx', undef, 200, $xlsx],
        ['/api/v1/reports.xlsx', 'text/csv', 406, 'application/problem+json'],
        ['/api/v1/reports', 'application/pdf', 406, 'application/problem+json'],
        ['/api/v1/reports.csv', undef, 200, 'text/csv'],
        ['/api/v1/reports.csv', 'application/json', 406, 'application/problem+json'],
        [$report, 'application/pdf', 200, 'application/pdf'],
        [$report, 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 200, 'text/html'],
        [$report, 'application/json, text/html;q=0.9', 200, 'application/json'],
        [$report, 'text/html;q=0.5, */*', 200, 'application/json'],
        ["$report.json", 'text/html,*/*;q=0.8', 200, 'application/json'],
        ["$report.html", undef, 200, 'text/html'],
        ['/api/v1/reports.json', undef, 404, 'application/problem+json'],
        [$report, 'text/csv', 406, 'application/problem+json'],
        ["$report.pdf", undef, 200, 'application/pdf'],
        ["$report.pdf", 'image/*, application/*;q=0.1', 200, 'application/pdf'],
        ["$report.pdf", 'text/html', 406, 'text/html'],
        [$report, 'application/ofd', 200, 'application/ofd'],
        [$report, 'application/ofd, application/pdf;q=0.9', 200, 'application/ofd'],
        ["$report.ofd", undef, 200, 'application/ofd'],
        ["$report.ofd", 'application/pdf', 406, 'application/problem+json'],
        ['/api/v1/departments/522700-197', 'text/csv', 406, 'application/problem+json'],
    );
    # Twice, so that what was kept of one is not given to another.
    for (@wishes, @wishes) {
        my ($path, $accept, $status, $type) = @$_;
        my $answer = $get->($path, defined $accept ? (Accept => $accept) : ());
        my $name = "$way: $path, Accept: " . ($accept // 'none');
        has_status($answer, $status, $name);
        is(type($answer), $type, '  its type');
    }
    my $problem = is_problem($get->($report, Accept => 'text/csv'), 406, "$way: 406");
    like($problem->{detail}, qr{application/json, application/pdf}, 'tells what there is');

    my $negotiated = $get->($report, Accept => 'application/pdf');
    is(header($negotiated, 'Content-Location'), "$report.pdf", "$way: the PDF tells its own address");
    like(header($negotiated, 'Vary'), qr/\bAccept\b(?!-)/, 'and that it was chosen');
    ok($negotiated->{content} eq $get->("$report.pdf")->{content}, 'and is the same');
    is(header($get->("$report.pdf"), 'Content-Location'), undef, 'which has nothing to tell');
    like(header($get->('/api/v1/reports?limit=3&year=2024', Accept => 'text/csv'), 'Content-Location'),
        qr{^/api/v1/reports\.csv\?year=2024&limit=3$}, "$way: CSV, too");
    like(header($get->('/api/v1/reports?limit=3&year=2024', Accept => $xlsx), 'Content-Location'),
        qr{^/api/v1/reports\.xlsx\?year=2024&limit=3$}, "$way: and the workbook");

    # Digests: of what is sent.
    for my $path ('/api/v1', '/api/v1/reports', '/api/v1/reports.csv', $report, "$report.pdf", '/api/v1/none') {
        my $answer = $get->($path);
        is(header($answer, 'Repr-Digest') // 'none',
            $answer->{status} == 200 ? 'sha-256=:' . sha256_base64($answer->{content}) . '=:' : 'none',
            "$way: Repr-Digest of $path");
        is(header($get->($path, Range => 'bytes=0-9'), 'Repr-Digest'), header($answer, 'Repr-Digest'),
            '  of the whole for a part') if $answer->{status} == 200;
    }
    my $gzip = $get->('/api/v1/reports', 'Accept-Encoding' => 'gzip');
    is(header($gzip, 'Content-Encoding'), 'gzip', "$way: compressed");
    is(header($gzip, 'Repr-Digest'), undef, 'without the digest of what is not sent');
    is(header($get->('/api/v1/reports', 'Accept-Encoding' => 'GZIP'), 'Repr-Digest'), undef, 'however it was asked for');
    is(header($get->('/api/v1/reports.csv', 'Accept-Encoding' => 'gzip'), 'Content-Encoding'), 'gzip', "$way: CSV, too");
    my $small = $get->("$report/revisions", 'Accept-Encoding' => 'gzip');
    is(header($small, 'Content-Encoding'), undef, "$way: what is small is not compressed");
    is(header($small, 'Repr-Digest'), 'sha-256=:' . sha256_base64($small->{content}) . '=:', 'and keeps its digest');
    is(header($get->("$report.pdf", 'Accept-Encoding' => 'gzip'), 'Repr-Digest') // '',
        'sha-256=:' . sha256_base64($negotiated->{content}) . '=:', "$way: a PDF is not and keeps it");

    # Conditions. A list's validator is known before the list is made.
    for my $path ('/api/v1/reports', '/api/v1/reports.csv', '/api/v1/reports.csv?bom=true', '/api/v1/reports.xlsx', '/api/v1/departments/522700-197',
                  '/api/v1/project-expenditures?group_by=year', '/api/v1', $report, "$report.pdf",
                  "$report/revisions/1", '/api/v1/sets/522700-197/2024.pdf') {
        my $etag = header($get->($path), 'ETag');
        like($etag, qr/^"[^"]+"$/, "$way: $path has a strong validator");
        my $answer = $get->($path, 'If-None-Match' => $etag);
        has_status($answer, 304, '  which is enough');
        is(header($answer, $_), header($get->($path), $_), "  $_ stays") for qw(ETag Cache-Control);
        has_status($get->($path, 'If-None-Match' => qq{"x", W/$etag}), 304, '  in a list, too');
        has_status($get->($path, 'If-Match' => $etag), 200, '  If-Match');
        $answer = $get->($path, 'If-Match' => '"x"');
        is_problem($answer, 412, '  If-Match with another');
        is(header($answer, 'Repr-Digest'), undef, '  without the digest of what was not sent');
    }
    # RFC 9110, 13.1.4: where there is no time of change, and beside If-Match, a time
    # is no condition; nor is what is none.
    has_status($get->('/api/v1/departments', 'If-Unmodified-Since' => 'Sat, 01 Jan 2000 00:00:00 GMT'), 200,
        "$way: If-Unmodified-Since of what has no time");
    has_status($get->($report, 'If-Unmodified-Since' => 'Sat, 01 Jan 2000 00:00:00 GMT'), 412, 'of what has one');
    has_status($get->($report, 'If-Unmodified-Since' => 'some day'), 200, 'no date');
    has_status($get->($report, 'If-Match' => header($get->($report), 'ETag'),
        'If-Unmodified-Since' => 'Sat, 01 Jan 2000 00:00:00 GMT'), 200, 'beside If-Match');

    my $modified = header($get->($report), 'Last-Modified');
    is($modified, 'Sat, 01 Mar 2025 01:00:00 GMT', "$way: Last-Modified is when it was published");
    has_status($get->($report, 'If-Modified-Since' => $modified), 304, 'If-Modified-Since');
    has_status($get->($report, 'If-Modified-Since' => 'Sat, 01 Mar 2025 01:00:01 GMT'), 304, 'later');
    has_status($get->($report, 'If-Modified-Since' => 'Sat, 01 Mar 2025 00:59:59 GMT'), 200, 'earlier');
    my %etags = map { header($get->("/api/v1/reports$_"), 'ETag') => 1 } '', '.csv', '.csv?bom=true', '.xlsx';
    is(scalar keys %etags, 4, "$way: each form of a list has a validator of its own");

    # How long it keeps.
    like(header($get->('/api/v1/reports'), 'Cache-Control'),
        qr/^max-age=2, stale-while-revalidate=2$/, "$way: a list keeps for two seconds");
    is(header($get->("$report/revisions/1$_"), 'Cache-Control'), 'public, max-age=31536000, immutable',
        "$way: a revision for ever$_") for '', '.pdf';
    is(header($get->("$report/revisions/1"), 'X-Accel-Expires'), undef, 'what is for nginx stays there');

    # Pages refer to each other.
    my $first = $get->('/api/v1/reports?limit=2&year=2024&form=T2');
    my %link = reverse header($first, 'Link') =~ /<([^>]+)>; rel="(\w+)/g;
    my $next = decode_json($first->{content})->{next};
    is($link{next}, "/api/v1/reports?year=2024&form=T2&limit=2&cursor=$next", "$way: Link next");
    is($link{first}, '/api/v1/reports?year=2024&form=T2&limit=2', 'first');
    is($link{alternate}, '/api/v1/reports.csv?year=2024&form=T2&limit=2', 'alternate');
    is($link{describedby}, '/api/v1/openapi.json', 'describedby');
    like(header($first, 'Link'), qr{<(/api/v1/reports\.xlsx\?year=2024&form=T2&limit=2)>; rel="alternate"; type="$xlsx"}, 'and the workbook');
    like(header($get->('/api/v1/reports.xlsx?year=2024&form=T2&limit=2'), 'Link'),
        qr{</api/v1/reports\.xlsx\?year=2024&form=T2&limit=2&cursor=\Q$next\E>; rel="next"}, 'which goes on in the same place');
    my %second = reverse header($get->($link{next}), 'Link') =~ /<([^>]+)>; rel="(\w+)/g;
    is($second{first}, $link{first}, 'the second page knows the first');

    # The longest query that there can be, which links and addresses repeat.
    my %longest = (q => "\x{2070E}" x 98 . '保障', group => "\x{2070E}" x 100, unit => "\x{2070E}" x 50);
    my $query = join '&', map { my $name = $_; "$name=" . join '', map { sprintf '%%%02X', ord } split //, encode_utf8($longest{$name}) } sort keys %longest;
    has_status($get->("/api/v1/indicators?$query&year=2024&department=522700-197", Accept => 'text/csv'), 200, "$way: the longest headers");

    # What is to be saved has a name in Chinese.
    like(header($get->('/api/v1/reports.csv'), 'Content-Disposition'),
        qr/^attachment; filename="reports\.csv"; filename\*=UTF-8''(?:%[0-9A-F]{2})+\.csv$/, "$way: CSV has two names");

    # CORS.
    for my $path ('/api/v1/reports', '/api%2fv1/%72eports', "$report.pdf", '/api/v1/none', '/%61pi%2Fv1/none', '/api/v1/reports?x=1', '/api/v1/reports?q=' . 'a' x 9000) {
        my $answer = $get->($path, Origin => 'https://other.example');
        is(header($answer, 'Access-Control-Allow-Origin'), '*', "$way: any page may read " . substr $path, 0, 40);
        like(header($answer, 'Access-Control-Expose-Headers'), qr/\bContent-Range\b.*\bETag\b.*\bLink\b.*\bX-Request-Id\b/, '  with its headers');
    }
    my $preflight = $stack->get($report, %base, method => 'OPTIONS', headers => { Origin => 'https://other.example',
        'Access-Control-Request-Method' => 'GET', 'Access-Control-Request-Headers' => 'if-none-match' });
    has_status($preflight, 204, "$way: the preflight");
    is(header($preflight, 'Access-Control-Allow-Origin'), '*', 'for any');
    like(header($preflight, 'Access-Control-Allow-Methods'), qr/\bGET\b/, 'methods');
    like(header($preflight, 'Access-Control-Allow-Headers'), qr/\bIf-None-Match, If-Range\b/, 'headers');
    is(header($preflight, 'Access-Control-Max-Age'), 86400, 'for a day');
    is(header($preflight, 'Allow'), 'GET, HEAD, OPTIONS', 'Allow');
    is_problem($stack->get('/api/v1/none', %base, method => 'OPTIONS'), 404, "$way: not of what is not there");

    # Languages, in problems of the application and of nginx.
    for (['/api/v1/reports?yaer=1', 400, '是不是 year', 'did you mean year'], ['/api/v1/none', 404, '没有', 'There is no'],
         ['/api/v1/reports?q=' . 'a' x 5000, 414, '查询', 'query'], ['/api/v1/reports?cursor=xyz', 400, '原样', 'unchanged'],
         ['/api/v1/search?q=%E3%80%82', 400, '没有可以查找的词', 'nothing to search']) {
        my ($path, $status, $chinese, $english) = @$_;
        for (['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN', $chinese], ['en-GB,en;q=0.9', 'en', $english], ['', 'zh-CN', $chinese],
             ['de,en;q=0.5', 'en', $english]) {
            my ($languages, $language, $words) = @$_;
            my $answer = $get->($path, 'Accept-Language' => $languages);
            my $problem = is_problem($answer, $status, "$way: $status for '$languages'");
            is(header($answer, 'Content-Language'), $language, '  its language');
            like($problem->{detail}, qr/\Q$words\E/, '  its words');
            like(header($answer, 'Vary') // '', qr/\bAccept-Language\b/, '  and that it was chosen');
        }
    }
}

# CSV: what a program reads, and what a spreadsheet opens.
my $csv = $stack->get('/api/v1/project-expenditures.csv?region=522700&group_by=department,year')->{content};
my @lines = split /\r\n/, decode_utf8($csv), -1;
is(pop @lines, '', 'the last line ends with CR LF');
my @columns = split /,/, shift @lines;
my %row;
@row{@columns} = split /,/, $lines[0], -1;
is_deeply([@row{qw(department.code year projects annual_budget executed grades.excellent)}],
    ['522700-197', 2024, 2, '300000.00', '296069.83', 2], 'S2 in a row');
my $marked = $stack->get('/api/v1/project-expenditures.csv?region=522700&group_by=department,year&bom=true')->{content};
is($marked =~ s/"=""([^"]*)"""/$1/gr, "\xEF\xBB\xBF$csv", 'for a spreadsheet the same with a byte order mark, and codes as text');
like($marked, qr/,"=""522700-197""",/, 'as a formula that is nothing but the code');
is($stack->get('/api/v1/reports.csv?bom=false')->{content}, $stack->get('/api/v1/reports.csv')->{content}, 'bom=false is the default');
like(decode_utf8($stack->get('/api/v1/overall-expenditures.csv')->{content}), qr/,CNY,yuan,percent\r\n/, 'the units stand in each row');
is($stack->get('/api/v1/project-expenditures.csv?year=1999&group_by=department')->{content} =~ tr/\n//, 1, 'no groups, no row');
is($stack->get('/api/v1/project-expenditures.csv?year=1999')->{content} =~ tr/\n//, 2, 'a total also of nothing');
is(is_problem($stack->get('/api/v1/reports?bom=true'), 400, 'JSON has none')->{parameter}, 'bom', 'and says so');

# The workbook of a list: what the CSV says, typed, under names in Chinese. openpyxl reads it.
my $folder = File::Temp->newdir;
my %lists = (departments => '', reports => '?limit=200', 'project-expenditures' => '?group_by=department,grade', total => 'project-expenditures',
             'overall-expenditures' => '', projects => '', indicators => '?limit=200', search => '?q=%E4%BF%9D%E9%9A%9C', changes => '?limit=200',
             'reports/e1-2024-522700-197-2024-01/revisions' => '', none => 'reports?year=1999');
for my $list (sort keys %lists) {
    my ($path, $query) = $lists{$list} =~ /^\w/ ? $lists{$list} =~ /^([^?]*)(.*)/ : ($list, $lists{$list});
    for my $suffix (qw(.csv .xlsx)) {
        my $answer = $stack->get("/api/v1/$path$suffix$query");
        has_status($answer, 200, "$path$suffix$query");
        open my $out, '>:raw', "$folder/" . $list =~ tr{/}{_}r . $suffix or die $!;
        print $out $answer->{content};
        close $out;
    }
}
is(`/usr/bin/python3 tests/lib/workbook.py lists $folder`, '', 'workbooks of all lists say what their CSV says');
is($?, 0, '  and are read');
is_problem($stack->get('/api/v1/reports.xlsx?bom=true'), 400, 'bom is for CSV');
ok($stack->get('/api/v1/reports.xlsx', base => $stack->{uncached})->{content} eq $stack->get('/api/v1/reports.xlsx')->{content}, 'the same list gives the same bytes');

# Every address of a problem's type leads to its explanation.
my $page = $stack->get('/api.html')->{content};
my ($enum) = grep { ref } $stack->json('/api/v1/openapi.json')->{components}{schemas}{Problem}{properties}{type}{enum};
for my $type (@$enum) {
    my $answer = $stack->get($type);
    has_status($answer, 303, $type);
    my ($place) = header($answer, 'Location') =~ m{^/api\.html#(.+)$};
    like($page, qr/ id="\Q$place\E"/, '  is explained');
}
my %known = map { $_ => 1 } @$enum;
open my $file, '<', 'nginx/snippets/gongkai-http.conf' or die;
my ($map) = join('', <$file>) =~ /\$gongkai_problem_type \{(.*?)\}/s;
ok($known{"/problems/$_"}, "nginx's $_ is described") for $map =~ /\s([a-z-]+);/g;

# A folder is one redirect away from its page, at this host, whoever is named.
mkdir "$stack->{dir}/$_" or die "$_: $!" for 'bulk', 'bulk/522700';
like(raw_request($stack, "GET /bulk/522700 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
    qr{^Location: /bulk/522700/\r$}m, 'nobody is sent to another host');
done_testing;
