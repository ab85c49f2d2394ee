# One document: its bytes and headers, conditional requests, HEAD, ranges, names.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode_utf8);
use IO::Uncompress::Unzip ();
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my @reports = $stack->reports;

for my $report (@reports) {
    my $answer = $stack->get($report->{links}{self});
    my $stored = $stack->value("SELECT document FROM gongkai.revision WHERE report_id = '$report->{id}'");
    subtest $report->{id} => sub {
        has_status($answer, 200, 'answers');
        is($answer->{content}, $stored, 'the bytes are those of the database');
        is(header($answer, 'ETag'), '"' . sha256_hex($answer->{content}) . '"', 'the ETag is their SHA-256');
        is(header($answer, 'Content-Type'), 'application/json', 'type');
        my $document = decode_json($answer->{content});
        is($document->{id}, $report->{id}, 'id');
        ok(!exists $document->{contact}, 'nothing internal');
        is($document->{published}{revision}, 1, 'revision');
    };
}

my ($e1) = grep { $_->{form} eq 'E1' } @reports;

# The draft names a contact, which is internal: no face says it, nor what a file says of itself.
sub all_that_is_said {
    my ($bytes) = @_;
    if ($bytes =~ /^PK/) {
        my $zip = IO::Uncompress::Unzip->new(\$bytes) or die 'no archive';
        my $all = '';
        do { local $/; $all .= $zip->getline // '' } while $zip->nextStream > 0;
        return decode_utf8($all);
    }
    return decode_utf8($bytes) if $bytes !~ /^%PDF/;
    open my $out, '>:raw', "$stack->{dir}/face.pdf" or die $!;
    print $out $bytes;
    close $out;
    return decode_utf8(join '', map { qx($_) } "pdftotext -raw $stack->{dir}/face.pdf -", "pdfinfo $stack->{dir}/face.pdf",
        "pdfinfo -meta $stack->{dir}/face.pdf");
}
is($stack->value("SELECT count(*) FROM gongkai.report_contact WHERE name = '何某' AND report_id = '$e1->{id}'"), 1, 'a contact in the draft');
my @faces = grep { $e1->{links}{$_} =~ /\.\w+$/ } sort keys %{ $e1->{links} };
cmp_ok(scalar @faces, '>=', 3, 'several faces');
for my $face (@faces) {
    my $said = all_that_is_said($stack->get($e1->{links}{$face})->{content});
    like($said, qr/中共黔南州委社会工作部/, "$face is read");
    unlike($said, qr/何某/, '  and does not name the contact');
}
my %path = (json => $e1->{links}{self}, pdf => $e1->{links}{pdf});

for my $kind (sort keys %path) {
    for my $way (qw(url uncached)) {
        my %base = (base => $stack->{$way});
        my $path = $path{$kind};
        my $get = $stack->get($path, %base);
        my $etag = header($get, 'ETag');
        subtest "$kind, $way: conditional" => sub {
            has_status($get, 200, 'without condition');
            like($etag, qr/^"[0-9a-f]{64}"$/, 'a strong ETag');
            for my $match ($etag, "W/$etag", "\"other\", $etag", '*') {
                my $answer = $stack->get($path, %base, headers => { 'If-None-Match' => $match });
                has_status($answer, 304, "If-None-Match: $match");
                is($answer->{content}, '', 'no body');
                is(header($answer, 'ETag'), $etag, 'with the ETag');
                ok(header($answer, 'Cache-Control'), 'with Cache-Control');
            }
            has_status($stack->get($path, %base, headers => { 'If-None-Match' => '"other"' }), 200, 'another ETag');
        };
        subtest "$kind, $way: HEAD" => sub {
            my $head = $stack->get($path, %base, method => 'HEAD');
            has_status($head, 200, 'answers');
            is($head->{content}, '', 'no body');
            for my $name (qw(Content-Length Content-Type ETag Cache-Control Content-Disposition
                             Last-Modified Content-Security-Policy Accept-Ranges)) {
                is(header($head, $name), header($get, $name), $name);
            }
        };
        subtest "$kind, $way: ranges" => sub {
            my $size = length $get->{content};
            my %range = (
                'bytes=0-99'  => [0, 99],
                'bytes=100-'  => [100, $size - 1],
                'bytes=-7'    => [$size - 7, $size - 1],
                "bytes=5-$size" => [5, $size - 1],
            );
            for my $range (sort keys %range) {
                my ($first, $last) = @{ $range{$range} };
                my $answer = $stack->get($path, %base, headers => { Range => $range });
                has_status($answer, 206, $range);
                is(header($answer, 'Content-Range'), "bytes $first-$last/$size", 'Content-Range');
                ok($answer->{content} eq substr($get->{content}, $first, $last - $first + 1), 'the bytes');
                is(header($answer, 'ETag'), $etag, 'the same ETag');
            }
            my $beyond = $stack->get($path, %base, headers => { Range => "bytes=$size-" });
            is_problem($beyond, 416, 'beyond the end');
            is(header($beyond, 'Content-Range'), "bytes */$size", 'which tells the length');
            is(header($beyond, 'Access-Control-Allow-Origin'), '*', 'and may be read by any page');
            is(header($beyond, 'Content-Language'), 'zh-CN', 'in Chinese');
            has_status($stack->get($path, %base, headers => { Range => 'bytes=0-9', 'If-Range' => '"other"' }),
                200, 'If-Range with another ETag gives the whole');
            has_status($stack->get($path, %base, headers => { Range => 'bytes=0-9', 'If-Range' => $etag }),
                206, 'If-Range with the ETag gives the part');
        };
    }
}

# HEAD may fill the cache: the cached body must be whole.
my ($t1) = grep { $_->{form} eq 'T1' } @reports;
$stack->get("$t1->{links}{pdf}", method => 'HEAD');
my $cached = $stack->get($t1->{links}{pdf});
my $fresh = $stack->get($t1->{links}{pdf}, base => $stack->{uncached});
ok($cached->{content} eq $fresh->{content}, 'HEAD leaves the whole body in the cache');
like($stack->log('access'), qr/GET \Q$t1->{links}{pdf}\E HTTP.*cache=HIT/,
    'and GET comes from there');

# gzip, for JSON only.
my $gzip = $stack->get($path{json}, headers => { 'Accept-Encoding' => 'gzip' });
is(header($gzip, 'Content-Encoding'), 'gzip', 'JSON is compressed');
like(header($gzip, 'ETag'), qr{^W/"}, 'and its ETag becomes weak');
has_status($stack->get($path{json}, headers => { 'Accept-Encoding' => 'gzip', 'If-None-Match' => header($gzip, 'ETag') }),
    304, 'the weak ETag matches');
my $plain = $stack->get($path{pdf}, headers => { 'Accept-Encoding' => 'gzip' });
is(header($plain, 'Content-Encoding'), undef, 'a PDF is not');
like(header($plain, 'ETag'), qr/^"/, 'and keeps its strong ETag');

# The name under which a browser saves it.
for my $report (@reports) {
    my $disposition = header($stack->get($report->{links}{pdf}, method => 'HEAD'), 'Content-Disposition');
    subtest "name of $report->{id}" => sub {
        like($disposition, qr/^inline; /, 'inline');
        like($disposition, qr/filename="\Q$report->{id}\E\.pdf"/, 'an ASCII name');
        my ($encoded) = $disposition =~ /filename\*=UTF-8''([A-Za-z0-9!#\$&+.^_`|~%-]+)$/;
        ok(defined $encoded, 'filename* in the alphabet of RFC 8187') or return diag($disposition);
        $encoded =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
        my $name = decode_utf8($encoded, Encode::FB_CROAK);
        like($name, qr/\p{Han}.*\.pdf$/, "decodes to $name");
        (my $title = $report->{title}) =~ tr{/\\:*?"<>|}{_};
        like($title, qr/^\Q@{[$name =~ s{\.pdf$}{}r]}\E/, 'which is the title');
    };
}

done_testing;
