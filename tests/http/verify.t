# /v/CODE: what a code on paper stands for, in each state, and for whoever mistypes it.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode_utf8);
use JSON::PP qw(decode_json);
use Test::More;
use Gongkai::HTTP;
use Gongkai::Npm qw(npm_folder);
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my %direct = (base => $stack->{uncached});
my $id = 'e1-2024-522700-197-2024-01';
my ($first) = @{ $stack->json("/api/v1/reports/$id/revisions", %direct)->{items} };
my $code = $first->{code};
like($code, qr/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/, 'a revision has a code');

sub page {
    my ($typed, %option) = @_;
    my $answer = $stack->get("/v$typed", %direct, %option);
    return ($answer, decode_utf8($answer->{content}));
}

my ($answer, $page) = page("/$code", headers => { Accept => 'text/html,application/xhtml+xml,*/*;q=0.8' });
has_status($answer, 200, 'its page');
is(header($answer, 'Content-Type'), 'text/html; charset=utf-8', 'is HTML');
is(header($answer, 'Content-Security-Policy'),
    q{default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'},
    'with a strict policy');
unlike($page, qr/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/, 'and nothing that it forbids');
like($page, qr/公开有效.*项目支出绩效目标自评表：定额公用经费（2024年度）.*中共黔南州委社会工作部.*2025年3月1日09:00（补录）（第 1 次修订）/s,
    'says what, who and when');
like($page, qr/>$first->{sha256}</, 'and has the digest of the document');
my $pdf = $stack->get("/api/v1/reports/$id/revisions/1.pdf", %direct);
my $digest = sha256_hex($pdf->{content});
like($page, qr/>$digest</, 'and that of the PDF');
is((page("/$code", headers => { 'If-None-Match' => header($answer, 'ETag') }))[0]{status}, 304, 'asked again, it has not changed');

# As people type.
for my $typed (lc $code, $code =~ s/-//gr, $code =~ s/-/%20/gr, $code =~ s/0/o/gr =~ s/1/l/gr) {
    is((page("/$typed"))[0]{status}, 200, "$typed is read");
    is((page("?code=$typed"))[0]{status}, 200, '  as a parameter, too');
}
for my $wrong ('x', '0000-0000-0000-01ZV', '%3Cscript%3E', '%27--', '%00', ('0' x 200), '%E9%AA%8C%E8%AF%81', '%ff') {
    my ($refused, $text) = page("/$wrong");
    ok($refused->{status} == 404 || $refused->{status} == 400, "$wrong is none");
    unlike($text, qr/<script>/, '  and is escaped');
}
($answer, $page) = page('/0000-0000-0000-0000');
has_status($answer, 404, 'a code that none can be');
like($page, qr/没有这个验证码.*看错或漏了.*<form/s, 'says so, and asks again');
is(header($answer, 'Cache-Control'), 'no-store', 'and is not kept');
($answer, $page) = page('/0000-0000-0000-01ZV');
like($page, qr/没有公开过带这个验证码的文件/, 'one that is none of ours');
for my $empty ('', '/') {
    ($answer, $page) = page($empty);
    has_status($answer, 200, "/v$empty");
    like($page, qr/<form/, '  asks for a code');
}
($answer, $page) = page('?code=');
has_status($answer, 200, 'a form that was sent empty');
like($page, qr/<form/, '  asks again');
is((page("/$code?x=1"))[0]{status}, 400, 'an unknown one, too');

# In a browser.
my $folder = eval { npm_folder('tests/html') };
ok($folder, 'the browser is there') or diag($@);
sub spurt {
    my ($name, $bytes) = @_;
    open my $file, '>:raw', "$stack->{dir}/$name" or die;
    print $file $bytes;
    close $file;
    return "$stack->{dir}/$name";
}
my $good = spurt('good.pdf', $pdf->{content});
substr($pdf->{content}, 1000, 1) ^= "\1";
my $bad = spurt('bad.pdf', $pdf->{content});
open my $node, '-|', 'node', "$folder/verify.mjs", "$stack->{url}/v/$code", $good, $bad or die "node: $!";
my $plan;
while (<$node>) {
    $_ = decode_utf8($_);
    if    (/^(not )?ok \d+ - (.*)/) { ok(!$1, $2) }
    elsif (/^1\.\.(\d+)/)           { $plan = $1 }
    elsif (/^# ?(.*)/)              { diag($1) }
}
close $node;
is($plan, 12, 'with all its tests');

# On paper: read back by a program that is not ours, from the picture of the last page.
sub read_codes {
    my ($pdf, $dpi) = @_;
    unlink glob "$stack->{dir}/page*.png";
    system('pdftoppm', '-r', $dpi // 300, '-png', $pdf, "$stack->{dir}/page") == 0 or die;
    my @pages = sort glob "$stack->{dir}/page*.png";
    return map { [split /\n/, qx(zbarimg --quiet --raw $_ 2>/dev/null)] } @pages;
}
is_deeply([read_codes($good)], [[]], 'without a site, nothing is printed');
my @printed = ('r1-2023-430602-106', $id, 'g1-2023-430602-106');
is(($stack->gongkai('withdraw', '--reason', '重印', $_))[0], 0, "$_ is withdrawn") for @printed;
$stack->approve(@printed);
is(($stack->gongkai('--set', 'site=https://gongkai.example.gov.cn', 'publish', @printed))[0], 0, 'and published with a site');
for my $report (@printed) {
    my ($revision) = @{ $stack->json("/api/v1/reports/$report/revisions", %direct)->{items} };
    my $pdf = $stack->get("/api/v1/reports/$report.pdf", %direct)->{content};
    my ($entry) = map { $_->{publication}{entry} } $stack->json("/api/v1/log/proof/$report/2", %direct);
    is(sha256_hex($pdf), $entry->{pdf}, "$report: the PDF is that of the log");
    my @codes = read_codes(spurt('printed.pdf', $pdf));
    is_deeply($codes[-1], ['https://gongkai.example.gov.cn/v/' . $revision->{code} =~ s/-//gr], '  its last page leads to it');
    is(scalar(grep { @$_ } @codes), 1, '  and no other');
    is_deeply((read_codes("$stack->{dir}/printed.pdf", 150))[-1], $codes[-1], '  at 150 dpi, too');
    like(decode_utf8(scalar qx(pdftotext '$stack->{dir}/printed.pdf' -)), qr/验证码 \Q$revision->{code}\E/, '  and says it in words');
}
is(($stack->gongkai('--set', "site=$_", 'publish', '--all'))[0], 1, "the site $_ is refused") for 'gongkai.example', 'https://x.example/';
$code = $stack->json("/api/v1/reports/$id/revisions", %direct)->{items}[0]{code};

# Superseded, withdrawn, published again.
my $document = decode_json($stack->get("/api/v1/reports/$id.json", %direct)->{content});
delete $document->{published};
$document->{filled_on} = '2025-02-12';
($answer) = $stack->gongkai('import', spurt('next.json', JSON::PP->new->utf8->encode($document)));
is($answer, 0, 'a correction');
$stack->approve($id);
is(($stack->gongkai('publish', $id))[0], 0, 'is published');
like((page("/$code"))[1], qr{已被更正.*<a href="/api/v1/reports/${id}2?">现行的版本：第 3 次修订}s, 'then the first is superseded');
my ($second) = @{ $stack->json("/api/v1/reports/$id/revisions", %direct)->{items} };
isnt($second->{code}, $code, 'the second has another code');
$page = (page("/$second->{code}"))[1];
like($page, qr{公开有效.*<dt>更正理由</dt><dd>更正</dd>}s, 'and is current, with the reason of the correction');
unlike($page, qr/补录/, '  at the time of the database');
is(($stack->gongkai('withdraw', '--reason', '填报<有误>', $id))[0], 0, 'withdrawn');
($answer, $page) = page("/$code");
like($page, qr/已经撤回.*理由：填报&lt;有误&gt;/s, 'both are, and why');
unlike($page, qr/定额公用经费|revisions|更正理由/, 'and neither title nor links nor why it was corrected are told any more');
$stack->approve($id);
is(($stack->gongkai('publish', $id))[0], 0, 'published again');
like((page("/$code"))[1], qr/已经撤回.*现行的版本：第 4 次修订/s, 'what was withdrawn stays so, and leads to the new one');

done_testing;
