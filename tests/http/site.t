# The public site: index numbers, totals, pages that lead to one another, what is corrected
# and withdrawn within five seconds, feeds, and what a browser and a validator say.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode_utf8 encode_utf8);
use JSON::PP qw(decode_json encode_json);
use Test::More;
use Time::HiRes qw(sleep time);
use Gongkai::HTTP;
use Gongkai::Npm qw(npm_folder);
use Gongkai::Stack;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output todo_output);
my $stack = Gongkai::Stack->new;
my $site = 'https://gongkai.example.gov.cn';
my %browser = ('Accept' => 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8');

sub page {
    my ($path) = @_;
    my $answer = $stack->get($path, headers => \%browser);
    # Where lines of titles may end is told by tests/unit/html_break.
    return decode_utf8($answer->{content}) =~ s{<wbr>}{}gr;
}

# Numbers of the catalogue: organisation, form, year of first publication by the clock of
# Beijing (the samples are of 2025-03-01), and a serial number of the organisation's year in
# the order of publication (the feed of changes).
my (%number, %last);
for my $change (@{ $stack->json('/api/v1/changes?limit=200')->{items} }) {
    my $department = $change->{department}{code};
    $number{ $change->{id} } = sprintf '%s/%s/2025-%05d', $department, $change->{form}, ++$last{$department};
}
my @reports = $stack->reports('limit=200');
is_deeply({ map { $_->{id} => $_->{index_number} } @reports }, \%number, 'index numbers of all reports');

# Totals: what a count of the whole list says.
my (%year, %form, %region, %department);
for (@reports) {
    $year{ $_->{year} }++;
    $form{ $_->{form} }++;
    $region{ $_->{region}{code} }++;
    $department{ $_->{department}{code} }++;
}
my $totals = $stack->json('/api/v1/totals');
is($totals->{reports}, scalar @reports, 'all reports are in the totals');
is_deeply({ map { $_->{year} => $_->{reports} } @{ $totals->{years} } }, \%year, '  years');
is_deeply({ map { $_->{form} => $_->{reports} } @{ $totals->{forms} } }, \%form, '  forms');
is_deeply({ map { $_->{code} => $_->{reports} } @{ $totals->{regions} } }, \%region, '  regions');
is_deeply({ map { $_->{code} => $_->{reports} } @{ $totals->{departments} } }, \%department, '  departments');
my ($r1) = grep { $_->{form} eq 'R1' } @{ $totals->{forms} };
is($r1->{name}, '整体支出绩效自评报告', '  a form is called as its template is');
for my $code (sort keys %region) {
    is($stack->json("/api/v1/totals?region=$code")->{reports}, $region{$code}, "totals of the region $code");
}
for my $code (sort keys %department) {
    my $own = $stack->json("/api/v1/totals?department=$code");
    is($own->{reports}, $department{$code}, "totals of the department $code");
    is($own->{regions}, undef, '  which has nothing else to choose from');
}

# Pages lead to one another, and each address that they name is there.
my (%seen, @dead, @foreign);
my @queue = ('/');
while (defined(my $path = shift @queue)) {
    next if $seen{$path}++;
    my $answer = $stack->get($path, headers => \%browser);
    push @dead, "$path: $answer->{status}" if $answer->{status} != 200;
    next unless $path !~ m{^/api} && (header($answer, 'Content-Type') // '') =~ m{^text/html};
    my $html = decode_utf8($answer->{content});
    push @foreign, $path if $html =~ m{(?:src|href|action)="(?:https?:)?//|<style|\sstyle=|\son[a-z]+="};
    while ($html =~ m{(?:href|src|action)="([^"#]+)[#"]}g) {
        my $to = $1 =~ s/&amp;/&/gr;
        push @queue, encode_utf8($to) if $to =~ m{^/};
    }
}
is_deeply(\@dead, [], 'no address that a page names is dead');
is_deeply(\@foreign, [], 'nothing from elsewhere, and nothing that the policy forbids');
cmp_ok(scalar(grep { m{^/reports/} } keys %seen), '>=', scalar @reports, 'every report is reached from the start page');

# What the pages say, by the samples.
my $d2 = 'd2-2023-430602-106';
my $html = page("/reports/$d2");
like($html, qr{<dt>索引号</dt><dd>430602-106/D2/2025-00002</dd>}, 'a report has its index number');
like($html, qr{<dt>发布机构</dt><dd><a href="/departments/430602-106">岳阳市岳阳楼区新时代文明实践服务中心</a></dd>}, '  who published it');
like($html, qr{<dt>发布日期</dt><dd>2025年3月1日（补录）</dd>}, '  and when');
like($html, qr{<dt>修订</dt><dd>第 1 次（现行）</dd>}, '  and which revision');
like($html, qr{<article>.*全年累计开展各类主题志愿服务活动.*</article>}s, '  and the form itself');
like($html, qr{"\@type": "Dataset"}, '  and JSON-LD');
like($html, qr{<meta property="og:title" content="部门整体支出绩效自评表：}, '  and Open Graph');
$html = page('/departments/430602-106');
like($html, qr{<td class="number">1,935,100.00</td>}, 'a department has its amounts');
like($html, qr{193\.51 万元</text>}, '  and a chart of them');
like(page('/departments/522700-300'), qr{<h2>项目</h2>}, '  and its projects');
my $first = decode_json($stack->get('/api/v1/projects?department=522700-300&limit=1')->{content});
my @projects = map { $_->{code} } @{ decode_json($stack->get('/api/v1/projects?department=522700-300')->{content})->{items} };
sub listed { return [$_[0] =~ m{<li><a href="/projects/([^"]+)"}g] }
is_deeply(listed(page('/departments/522700-300/projects')), \@projects, '  all of which have a page');
is_deeply(listed(page("/departments/522700-300/projects?cursor=$first->{next}")), [@projects[1 .. $#projects]], '  which goes on');
is($stack->get('/departments/522700-999/projects')->{status}, 404, '  where there is a department');
unlike(page('/departments/522700-300'), qr{“没有”}, '  and nothing is said of what is missing where nothing is');
like(page('/departments/430602-106/2023'), qr{<a href="/api/v1/sets/430602-106/2023\.pdf">PDF</a>}, 'a year leads to the bound set');
$html = page('/search?q=' . '%E4%BF%9D%E9%9A%9C' . '&year=&region=&department=&form=');
like($html, qr{<mark>保障</mark>}, 'a search shows the words that it found');
like($html, qr{<title>“保障”｜}, '  and says what was looked for in its title');
like(page('/search?year=2023'), qr{<p class="meta">共 7 份</p>}, 'a choice has its number');
is(header($stack->get('/?year=2023'), 'Location'), '/search?year=2023', 'what the old start page was asked is a search');

is(page('/departments/522700-300') =~ m{href="/bulk/"}, '', 'without packages no page leads to them');
like(page('/bulk/'), qr{这里没有这个数据包，或者还没有打过包}, '  and where they would be says so');
mkdir "$stack->{dir}/bulk" or die "bulk: $!";
is_problem($stack->get('/bulk/'), 404, '  as long as the folder is empty, too');

# What goes wrong is a page for people, a problem document for programs.
for my $case (['/nothing', 404], ['/reports/e9-2024-0-0', 404], ['/search?year=x', 400], ['/search?cursor=x', 400], ['/api/v1/nothing', 404]) {
    my ($path, $status) = @$case;
    my $answer = $stack->get($path, headers => \%browser);
    has_status($answer, $status, $path);
    like(header($answer, 'Content-Type'), qr{^text/html}, '  a page for people');
    is_problem($stack->get($path), $status, '  a problem document for programs');
}

# A correction and a withdrawal are on all pages within five seconds, also where the old
# page is in the cache.
my ($report) = grep { $_->{form} eq 'T1' } @reports;
my $id = $report->{id};
my $document = $stack->json("/api/v1/reports/$id");
delete @{$document}{qw(published)};
$document->{goal} = '更正以后的目标' if exists $document->{goal};
my $was = $document->{title};
$document->{title} = '预算项目支出绩效目标表';
my $file = "$stack->{dir}/correction.json";
open my $out, '>:raw', $file or die;
print $out encode_json($document);
close $out;

# Ask until it is so; how long it took.
sub seconds {
    my ($is_so) = @_;
    my $begun = time;
    while (time - $begun < 10) {
        return time - $begun if $is_so->();
        sleep 0.2;
    }
    return 99;
}

$stack->get($_) for "/reports/$id", '/amendments', '/';
my @said = $stack->gongkai('import', $file);
is($said[0], 0, 'a correction is imported') or diag($said[1]);
$stack->approve($id);
@said = $stack->gongkai('publish', $id);
is($said[0], 0, '  and published') or diag($said[1]);
cmp_ok(seconds(sub { page("/reports/$id") =~ /第 2 次（现行）/ }), '<', 5, 'its page has it within five seconds');
cmp_ok(seconds(sub { page('/amendments') =~ m{更正</span> <a class="title" href="/reports/\Q$id\E"} }), '<', 5, '  the list of corrections, too');
like(page("/reports/$id"), qr{<p class="notice">这份内容更正过，下面是更正以后的。原因：更正}, '  and says that it was corrected, and why');
like(page('/amendments'), qr{<p>原因：更正</p>}, '  so does the list');
like(page("/reports/$id"), qr{<dd>\Q$number{$id}\E</dd>}, '  under the same index number');
like(page("/reports/$id/revisions/1"), qr{这是以前的版本}, '  the earlier one says that it is not current');

# What the correction changed: for people, and for programs.
like(page("/reports/$id"), qr{<h2>改了什么</h2>.*?<li>标题：<del>\Q$was\E</del> → <ins>\Q$document->{title}\E</ins></li>\n</ul>\n<p class="meta">共 1 处}s,
    'what was corrected stands below');
like(page("/reports/$id"), qr{第 2 次，[^（]*?公开，更正原因.*第 1 次</a>，2025年3月1日公开（补录）}s, '  and whose time was given');
my $difference = $stack->json("/api/v1/reports/$id/diff");
is_deeply($difference->{changes}, [{ pointer => '/title', place => '标题', before => $was, after => $document->{title} }], 'the difference by place');
is_deeply([@$difference{qw(from to correction_reason)}], [1, 2, '更正'], '  between which, and why');
is_deeply([map { "$_->{op} $_->{path}" } @{ $difference->{patch} }],
    ['replace /title', 'replace /published/revision', 'replace /published/at', 'remove /published/backdated', 'add /published/correction_reason'],
    '  as a patch of all');
my $fixed = $stack->get("/api/v1/reports/$id/diff?from=1&to=2");
is_deeply(decode_json($fixed->{content}), $difference, '  the same by numbers');
like(header($fixed, 'Cache-Control'), qr/immutable/, '  which never changes');
has_status($stack->get("/api/v1/reports/$id/diff", headers => { 'If-None-Match' => header($fixed, 'ETag') }), 304, '  and need not be sent again');
is_deeply($stack->json("/api/v1/reports/$id/diff?from=2&to=2")->{patch}, [], 'a revision is as itself');
is($stack->json("/api/v1/reports/$id/diff?from=2&to=1")->{changes}[0]{after}, $was, 'backwards, too');
is_problem($stack->get("/api/v1/reports/$id/diff?$_"), 400, "not $_") for 'from=0', 'to=x', 'from=1&from=1', 'of=1';
is_problem($stack->get("/api/v1/reports/$id/diff?from=3"), 404, 'no such revision');
is_problem($stack->get("/api/v1/reports/$reports[-1]{id}/diff"), 404, 'what was not corrected has none');
is_problem($stack->get("/api/v1/reports/t1-2022-999999-1/diff"), 404, 'nor what there is not');
@said = $stack->gongkai('withdraw', $id, '--reason', '试验');
is($said[0], 0, 'it is withdrawn') or diag($said[1]);
cmp_ok(seconds(sub { $stack->get("/reports/$id", headers => \%browser)->{status} == 410 }), '<', 5, 'within five seconds it is gone');
like(page("/reports/$id"), qr{原因：试验}, '  and its page says why');
is_problem($stack->get("/reports/$id"), 410, '  to programs, too');
cmp_ok(seconds(sub { page('/amendments') =~ m{撤回</span>} }), '<', 5, '  and the list has it');
like(page('/amendments'), qr{撤回</span> <span class="title">预算项目绩效目标表</span></h3>}, '  by the name of its form: its title is not public');
for my $query ('', '?from=1&to=2') {
    cmp_ok(seconds(sub { $stack->get("/api/v1/reports/$id/diff$query")->{status} == 410 }), '<', 5, "  and so is what it had corrected$query");
    is_problem($stack->get("/api/v1/reports/$id/diff$query"), 410, '  which says so');
}
$stack->approve($id);
@said = $stack->gongkai('publish', $id);
is($said[0], 0, 'published once more') or diag($said[1]);
is($stack->value("SELECT index_number FROM gongkai.publication WHERE report_id = '$id'"), $number{$id}, '  it keeps its index number');
cmp_ok(seconds(sub { page("/reports/$id") =~ /第 3 次（现行）/ }), '<', 5, '  is there again');
unlike(page("/reports/$id"), qr/改了什么/, '  and tells nothing of what is withdrawn');
is_problem($stack->get("/api/v1/reports/$id/diff"), 410, '  nor does the API');

# An explanation that came with a correction is told in words.
my ($explained) = grep { $_->{form} eq 'E2' } @reports;
my $finding = $stack->value("SELECT f.name FROM gongkai.findings('$explained->{id}') AS f WHERE f.rule = 'POINT-01'");
@said = $stack->gongkai('explain', '--public', '--reason', encode_utf8('照录原件'), $finding);
is($said[0], 0, 'a finding is explained for the public') or diag($said[1]);
for my $step (['submit', '--by', '经办', '--reason', '补充说明'], ['approve', '--by', '审核'], ['publish', '--by', '审核']) {
    @said = $stack->gongkai((map { encode_utf8($_) } @$step), $explained->{id});
    is($said[0], 0, "  $step->[0]") or diag($said[1]);
}
cmp_ok(seconds(sub { page("/reports/$explained->{id}") =~ /第 2 次（现行）/ }), '<', 5, '  its page has it');
like(page("/reports/$explained->{id}"), qr{<li>差异说明（增加）：<ins>“年度资金总额”，分值：各项分值之和是 90，不是 100。说明：照录原件</ins></li>},
    '  as people say it');

# For other sites and programs.
my $feed = $stack->get('/departments/522700-300/atom.xml');
has_status($feed, 200, 'a feed');
like(header($feed, 'Content-Type'), qr{^application/atom\+xml}, '  of its type');
open $out, '>:raw', "$stack->{dir}/feed.xml" or die;
print $out $feed->{content};
close $out;
is(qx(xmllint --noout $stack->{dir}/feed.xml 2>&1), '', '  is XML');
is(scalar(() = decode_utf8($feed->{content}) =~ /<entry>/g), $department{'522700-300'}, '  with all reports of the department');
is_problem($stack->get('/regions/999999/atom.xml'), 404, '  none of a region that has nothing');
my $embed = $stack->get('/embed?department=522700-300&limit=3', headers => \%browser);
has_status($embed, 200, 'a list for another site');
unlike(header($embed, 'Content-Security-Policy'), qr/frame-ancestors/, '  may be framed');
unlike($embed->{content}, qr/<script/, '  and has no script');
is(scalar(() = $embed->{content} =~ /<li>/g), 3, '  is as long as was asked for');
like(header($stack->get('/', headers => \%browser), 'Content-Security-Policy'), qr/frame-ancestors 'self'/, 'the pages may not be framed');
is_problem($stack->get('/sitemap.xml'), 404, 'without an address of its own a site has no map');
$stack->stop('server');
open $out, '>>', "$stack->{dir}/gongkai.conf" or die "no settings: $!";
print $out "site = $site\nbulk = $stack->{dir}/bulk\n";
close $out;
$stack->start('server');
$stack->wait_ready;
$html = decode_utf8($stack->get('/departments/522700-300', base => $stack->{uncached})->{content});
like($html, qr{iframe src=&quot;\Q$site\E/embed\?department=522700-300&quot;}, 'code for another site has the whole address');
like($html, qr{<a href="/bulk/">}, '  and pages lead to the packages');
$html = decode_utf8($stack->get("/reports/$d2", base => $stack->{uncached})->{content});
like($html, qr{iframe src=&quot;\Q$site\E/api/v1/reports/$d2\.html&quot;}, 'so has that for a document');
unlike(header($stack->get("/api/v1/reports/$d2.html"), 'Content-Security-Policy'), qr/frame-ancestors/, '  which may be framed');
my $map = decode_utf8($stack->get('/sitemap.xml', base => $stack->{uncached})->{content});
my @parts = $map =~ m{<loc>\Q$site\E(/sitemap/\d+)</loc>}g;
my @mapped = map { decode_utf8($stack->get($_, base => $stack->{uncached})->{content}) =~ m{<loc>\Q$site\E/reports/([^<]+)</loc>}g } @parts;
is_deeply([sort @mapped], [sort map { $_->{id} } @reports], 'the map of the site has all reports');
my @regional = map { decode_utf8($stack->get($_, base => $stack->{uncached})->{content}) =~ m{<loc>\Q$site\E([^<]+)</loc>}g }
    $map =~ m{<loc>\Q$site\E(/regions/\d+/sitemap\.xml)</loc>}g;
my %own = map { ($_ => 1) } (map { "/regions/$_" } keys %region), (map { "/departments/$_" } keys %department),
    (map { "/departments/$_->{department}{code}/$_->{year}" } @reports), map { $_->{project} ? "/projects/$_->{project}{code}" : () } @reports;
is_deeply([sort @regional], [sort keys %own], '  and in parts of their own the pages of regions, departments, years and projects');
has_status($stack->get($_, base => $stack->{uncached}), 404, "  none at $_") for '/sitemap/0', '/sitemap/9', '/regions/999999/sitemap.xml';
like($stack->get('/robots.txt', base => $stack->{uncached})->{content}, qr{^Sitemap: \Q$site\E/sitemap.xml$}m, '  and robots.txt leads to it');

# Packages of all of it, which nginx serves: whole files only, and what was interrupted goes on.
sub packages {
    my %found;
    for my $package (@{ $stack->json('/bulk/index.json')->{packages} }) {
        my $manifest = $stack->json("/bulk/$package->{manifest}");
        for my $file (@{ $manifest->{files} }) {
            my $bytes = $stack->get("/bulk/$package->{region}/$package->{year}/$file->{path}")->{content};
            $found{ $file->{path} } = length($bytes) == $file->{bytes} && sha256_hex($bytes) eq $file->{sha256} ? 'whole' : 'broken';
            $found{lines} += () = $bytes =~ /^\{.*\}$/mg if $file->{path} =~ /jsonl$/;
        }
    }
    return \%found;
}
my $bulk = "$stack->{dir}/bulk";
# As an administrator of a hardened machine has it; nginx is another user.
my $umask = umask 0077;
@said = $stack->gongkai('bulk');
umask $umask;
is($said[0], 0, 'packages') or diag($said[1]);
is(qx(find $bulk -mindepth 1 ! -perm -004), '', '  all of which nginx may read');
$html = page('/bulk/');
like($html, qr{<th scope="row"><a href="/regions/522700">黔南布依族苗族自治州</a></th>}, '  which a page lists by region');
like($html, qr{<a href="/bulk/522700/2022/manifest\.json">8 份</a>}, '  and year');
my $packed = packages();
is(delete $packed->{lines}, scalar @reports, '  have all documents, a line each');
is(scalar(grep { /^pdf/ } keys %$packed), scalar @reports, '  and their PDFs');
is_deeply([grep { $packed->{$_} ne 'whole' } keys %$packed], [], '  as their manifests say');
is_problem($stack->get('/bulk/etc/passwd', base => $stack->{uncached}), 404, 'a site that does not say where they are has none');
my ($other) = grep { $_->{form} eq 'T2' } @reports;
@said = $stack->gongkai('withdraw', $other->{id}, '--reason', '试验');
unlink glob("$bulk/522700/2022/manifest.json $bulk/522700/2022/pdf/*1.pdf");
@said = $stack->gongkai('bulk', '-o', $bulk);
like(decode_utf8($said[1]), qr/本次更新了 2 个/, 'once more: what was interrupted, and what has changed');
my $again = packages();
is(delete $again->{lines}, @reports - 1, '  without what was withdrawn');
is_deeply([grep { $again->{$_} ne 'whole' } keys %$again], [], '  whole');
is_deeply([glob "$bulk/*/*/pdf/$other->{id}*"], [], '  and its PDF is gone');

# A run that was ended after a manifest, or in the middle of a package that is public no more.
my @left = ("$bulk/522700/2022/pdf/$other->{id}-r1.pdf", "$bulk/522700/2022/reports-0.jsonl", "$bulk/522700/.2001/pdf/a.pdf", "$bulk/522700/2002/manifest.json");
mkdir $_ for map { "$bulk/522700/$_" } '.2001', '.2001/pdf', '2002';
for (@left) {
    open my $file, '>', $_ or die "$_: $!";
    close $file or die;
}
@said = $stack->gongkai('bulk', '-o', $bulk);
like(decode_utf8($said[1]), qr/本次更新了 0 个/, 'what an earlier run could not delete');
is_deeply([grep { -e } @left, "$bulk/522700/.2001", "$bulk/522700/2002"], [], '  goes in the next, also where nothing is new');
is(delete packages()->{lines}, @reports - 1, '  and nothing else');
# Root may delete where it may not write: a folder in place of the file cannot be deleted by anybody.
mkdir $left[0] or die;
@said = $stack->gongkai('bulk', '-o', $bulk);
is($said[0], 1, 'what cannot be deleted');
like(decode_utf8($said[1]), qr{\Q$left[0]\E：无法删除：}, '  is named');
rmdir $left[0] or die;

# A validator and a browser.
my $folder = eval { npm_folder('tests/html') };
if (!ok($folder, 'the validators are installed')) {
    diag($@);
    done_testing;
    exit 1;
}
my @paths = ('/', '/search?q=%E4%BF%9D%E9%9A%9C', '/search?form=T1', '/departments', '/departments/430602-106', '/departments/430602-106/2023', '/departments/522700-300/projects',
    '/regions/522700', '/projects/430602-106-2023-01', "/reports/$d2", "/reports/$explained->{id}/revisions/1", '/amendments', '/embed', '/bulk/');
my (@files, @pages);
for my $path (@paths) {
    my $name = "$stack->{dir}/page" . @files . '.html';
    open $out, '>:raw', $name or die;
    print $out $stack->get($path)->{content};
    close $out;
    push @files, $name;
    push @pages, { name => $path, url => "$stack->{url}$path" };
}
is(qx(java -jar '$folder/node_modules/vnu-jar/build/dist/vnu.jar' --errors-only --stdout --format gnu @files 2>&1), '', 'the Nu checker finds no error');
open $out, '>:raw', "$stack->{dir}/pages.json" or die;
print $out encode_json(\@pages);
close $out;
open my $node, '-|', 'node', "$folder/site.mjs", "$stack->{dir}/pages.json" or die "node: $!";
my $plan;
while (<$node>) {
    $_ = decode_utf8($_);
    if    (/^(not )?ok \d+ - (.*)/) { ok(!$1, $2) }
    elsif (/^1\.\.(\d+)/)           { $plan = $1 }
    elsif (/^# (.*)/)               { diag($1) }
}
close $node;
ok($plan, 'the browser went through all pages');
# A form in 万元 tells its corrections in 万元, to the last digit.
$id = 'd1-2023-430602-106';
$document = $stack->json("/api/v1/reports/$id");
delete $document->{published};
$document->{base_data}[1]{rows}[$_]{values}{previous_final} = '1234567.80' for 6, 7;
open $out, '>:raw', $file or die;
print $out encode_json($document);
close $out;
@said = $stack->gongkai('import', $file);
is($said[0], 0, 'a correction of amounts is imported') or diag($said[1]);
$stack->approve($id);
@said = $stack->gongkai('publish', $id);
is($said[0], 0, '  and published') or diag($said[1]);
cmp_ok(seconds(sub { page("/reports/$id") =~ /第 2 次（现行）/ }), '<', 5, '  and there');
like(page("/reports/$id"), qr{“项目支出”[^<]*：<del>0 万元</del> → <ins>123\.45678 万元</ins>}, '  told as the form has it');

done_testing;
